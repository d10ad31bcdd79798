"""The palette's own entries: what the keys of the screen beneath do now, and what has no key."""

from collections.abc import Iterator
from functools import partial

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from quiz.translation import _
from quiz.ui.widgets.key_bar import key_name, words_of

_Entry = tuple[str, str, IgnoreReturnCallbackType]


class ActionProvider(Provider):
    """Offers the actions of the keys, each with its key, and those of the palette alone."""

    def _entries(self) -> Iterator[_Entry]:
        """Yield name, key and action of what can be done now, each action once."""
        seen: set[str] = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            named = binding.id and binding.tooltip and not binding.system
            # "Choose option 7" is for the fingers; the first of such a row speaks for it.
            is_one_of_many = not binding.show and binding.tooltip[-1:].isdigit()
            if not named or not active.enabled or is_one_of_many or binding.tooltip in seen:
                continue
            seen.add(binding.tooltip)
            key = binding.key if binding.key.isdigit() else binding.key_display
            run = partial(self.app.run_action, binding.action, active.node)
            name = words_of(self.screen, binding)[1]
            yield (
                name,
                _("Key: {key}").format(key=key or key_name(binding.key, is_short=False)),
                run,
            )
        more = getattr(self.screen, "palette_actions", None)  # ours have it, Textual's do not
        for name, action in more() if more is not None else ():
            yield name, _("No key"), partial(self.app.run_action, action, self.screen)

    async def discover(self) -> Hits:
        """Yield every action, for the empty prompt."""
        for name, key, run in self._entries():
            yield DiscoveryHit(name, run, help=key)

    async def search(self, query: str) -> Hits:
        """Yield the actions whose name is like what was typed."""
        matcher = self.matcher(query)
        for name, key, run in self._entries():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, text=name, help=key)


class Palette(CommandPalette):
    """Textual's palette, whose list takes no page keys before it is laid out."""

    def _action_command_list(self, action: str) -> None:
        if self.query_one(CommandList).size:
            super()._action_command_list(action)
