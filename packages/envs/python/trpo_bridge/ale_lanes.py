"""The kind `ale`: games of the Arcade Learning Environment, whose frames are reduced here."""

from __future__ import annotations

import os
import struct
from difflib import get_close_matches
from importlib import metadata
from typing import Any

import ale_py
import numpy as np
from ale_py import roms
from numpy.typing import NDArray

from .frames import HEIGHT, SHAPE, WIDTH, grey_screen, reduced
from .lanes import Lanes, Refusal, describe

ALE = "0.12.1"
"""The version of ale-py that bits are promised for: its emulator, its palette and its cartridges."""

ACTIONS = 18
"""Every position of a joystick, with and without its button, as ALE numbers them."""

SETTLING = 60
"""The most frames after which a game begins to be determined by its state."""

OPTIONS = ("frameSkip", "stickiness", "noops", "screen")


class AleLanes(Lanes):
    """Lanes of the game `name`, such as `pong`.

    Options, all of them needed: `frameSkip`, the frames that an action is held; `stickiness`, the probability of each frame that
    it repeats the action of the frame before; `noops`, the most frames that pass before an episode begins; `screen`, `grey` for the
    reduced frames that a policy sees, `rgb` for the screen in colours.

    An episode begins in the one state in which the game begins, some frames later: as many as the seed says. Nothing else is
    random, but for stickiness, whose draws are a function of the seed and the number of the frame. The reward is the score of the
    step, and the loss of a life is no end.
    """

    def __init__(self, name: str, count: int, options: dict[str, Any]) -> None:
        version = metadata.version("ale-py")
        if version != ALE:
            raise Refusal("package", f"ale-py is {version}, expected {ALE}: in another version games may give other bits")
        if unknown := [key for key in (*options, *OPTIONS) if key not in OPTIONS or key not in options]:
            raise Refusal("options", f"the option {unknown[0]} is unknown or missing; expected {', '.join(OPTIONS)}")
        self._cartridge = _cartridge_at(_rom(name))
        self._skip: int = options["frameSkip"]
        self._noops: int = options["noops"]
        # Draws are whole numbers below 2^32.
        self._sticky = round(options["stickiness"] * 2**32)
        self._colours = options["screen"] == "rgb"
        self.observation_type = np.uint8
        self.observation_shape = (HEIGHT, WIDTH, 3) if self._colours else SHAPE
        self.action_size = 1
        shown = {"kind": "box", "low": 0, "high": 255, "shape": list(self.observation_shape), "type": "u8"}
        self.description = describe(shown, {"kind": "discrete", "n": ACTIONS}, None, restorable=True)
        self._games = [self._cartridge.take() for _ in range(count)]

    def reset(self, lanes: list[int], seeds: list[int]) -> None:
        start, screen = self._cartridge.start, self._cartridge.start_screen
        for lane, seed in zip(lanes, seeds):
            self.at = lane
            game = self._games[lane]
            game.put(start, seed, frame=0, held=0)
            game.screen[...] = screen
            game.earlier[...] = screen
            for _ in range(seed % (self._noops + 1)):
                game.earlier, game.screen = game.screen, game.earlier
                game.ale.act(0)
                grey_screen(game.ale, game.screen)
            self._keep(game)

    def step(
        self,
        lanes: list[int],
        actions: NDArray[np.float64],
        rewards: NDArray[np.float64],
        terminated: NDArray[np.uint8],
        truncated: NDArray[np.uint8],
    ) -> None:
        last = self._skip - 1
        for i, (lane, action) in enumerate(zip(lanes, actions[:, 0].astype(np.int64).tolist())):
            self.at = lane
            game = self._games[lane]
            ale, act, over = game.ale, game.ale.act, game.ale.game_over
            reward = 0
            for at in range(self._skip):
                reward += act(game.hold(action, self._sticky) if self._sticky else action)
                # An action that ends the game is not held any longer.
                ended = over()
                if at == last - 1 and not ended:
                    grey_screen(ale, game.earlier)
                if ended or at == last:
                    grey_screen(ale, game.screen)
                    if ended or last == 0:
                        game.earlier[...] = game.screen
                    break
            rewards[i] = reward
            terminated[i] = ended
            self._keep(game)

    def observe(self, lanes: list[int], into: NDArray[Any]) -> None:
        for i, lane in enumerate(lanes):
            self.at = lane
            into[i] = self._games[lane].shown

    def snapshot(self, lane: int) -> bytes:
        game = self._games[lane]
        return _HEAD.pack(game.seed, game.frame, game.held) + game.shown.tobytes() + game.state()

    def restore(self, lane: int, snapshot: bytes) -> None:
        game = self._games[lane]
        seed, frame, held = _HEAD.unpack_from(snapshot)
        size = game.shown.size
        game.put(snapshot[_HEAD.size + size :], seed, frame, held)
        # The emulator's own screen shows the state only after its next frame.
        game.shown = np.frombuffer(snapshot, np.uint8, size, _HEAD.size).reshape(self.observation_shape)

    def close(self) -> None:
        self._cartridge.idle += self._games
        self._games = []

    def _keep(self, game: _Game) -> None:
        """Notes what the lane shows: a new array each time, as a snapshot may hold the last one."""
        game.shown = game.ale.getScreenRGB() if self._colours else reduced(game.earlier, game.screen)


_HEAD = struct.Struct("<IIHxx")
"""A snapshot begins with the seed of the episode, the number of its frames with draws, and the action that is held."""


class _Game:
    """An emulator, and what an episode has besides its state."""

    def __init__(self, path: Any) -> None:
        self.ale = ale_py.ALEInterface()
        self.ale.setInt("random_seed", 0)
        # Frames are skipped and actions repeated here, where the draws are the episode's own.
        self.ale.setInt("frame_skip", 1)
        self.ale.setFloat("repeat_action_probability", 0.0)
        self.ale.loadROM(path)
        self.ale.reset_game()
        self.screen = np.empty((HEIGHT, WIDTH), dtype=np.uint8)
        self.earlier = np.empty_like(self.screen)
        grey_screen(self.ale, self.screen)
        self.shown: NDArray[np.uint8] = np.empty(0, dtype=np.uint8)
        self.seed = self.frame = self.held = 0

    def state(self) -> bytes:
        serialized: bytes = self.ale.cloneState(include_rng=True).serialize()
        return serialized

    def put(self, state: bytes, seed: int, frame: int, held: int) -> None:
        self.ale.restoreState(ale_py.ALEState(state))
        self.seed, self.frame, self.held = seed, frame, held

    def idled(self, frames: int = 4) -> list[bytes]:
        """What is shown and what the state is in some frames without an action."""
        seen = []
        for _ in range(frames):
            self.ale.act(0)
            seen += [self.ale.getScreen().tobytes(), self.state()]
        return seen

    def distract(self, frames: int = 120) -> None:
        """Plays something."""
        for frame in range(frames):
            self.ale.act(frame // 4 % ACTIONS)

    def hold(self, action: int, sticky: int) -> int:
        """The action of the next frame, where one repeats the last with a probability of sticky / 2^32."""
        self.frame += 1
        if _mixed(self.seed, self.frame) >= sticky:
            self.held = action
        return self.held


class _Cartridge:
    """The state in which all episodes of a game begin, whatever emulator they are in, and its emulators that nobody uses.

    An emulator takes an eighth of a second to make, most of it for a palette that is of no use here, so they are kept.

    A reset puts an emulator into the state of the first, and nothing of what was played before may be left in it. But ALE's state
    does not say all: in Q*bert, what follows the start of the machine depends on what the emulator has done before. So episodes
    begin at the first frame from which the same follows again after something else was played; in most games it is the first.
    (Of Q*bert's very first picture, which a skip of three frames or more never shows, some pixels may still be older.)
    """

    def __init__(self, path: Any) -> None:
        self.path = path
        first = _Game(path)
        for _ in range(SETTLING):
            self.start, self.start_screen = first.state(), first.screen.copy()
            follows = first.idled()
            first.distract()
            first.put(self.start, 0, 0, 0)
            if first.idled() == follows:
                break
            first.put(self.start, 0, 0, 0)
            first.ale.act(0)
            grey_screen(first.ale, first.screen)
        else:
            reason = f"no start of {path} was found within {SETTLING} frames after which a game is the same each time"
            raise Refusal("package", f"{reason}; take another game")
        self.idle = [first]

    def take(self) -> _Game:
        return self.idle.pop() if self.idle else _Game(self.path)


_cartridges: dict[str, _Cartridge] = {}


def _cartridge_at(path: Any) -> _Cartridge:
    key = str(path)
    if key not in _cartridges:
        ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
        _cartridges[key] = _Cartridge(path)
    return _cartridges[key]


def _mixed(seed: int, frame: int) -> int:
    """A number below 2^32 for a frame of an episode: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    x = ((seed << 32) + frame) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    x = (x ^ x >> 27) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
    return (x ^ x >> 31) >> 32


def _rom(name: str) -> Any:
    known = roms.get_all_rom_ids()
    if name not in known:
        raise Refusal("unknown", f"ale-py has no game {name}", tuple(get_close_matches(name, known)))
    try:
        return roms.get_rom_path(name)
    except OSError as error:
        folder = os.environ.get("ALE_ROMS_DIR")
        remedy = f"unset ALE_ROMS_DIR, which is {folder}" if folder else f"install ale-py {ALE} anew"
        reason = f"the cartridge of {name} cannot be read ({' '.join(str(error).split())}); {remedy}: the package has it"
        raise Refusal("package", reason) from error
