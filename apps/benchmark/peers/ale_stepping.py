"""A game of Atari in ale-py, one emulator, steps of four frames a second. Run by `bench`; see protocol.py.

    pip install ale-py==0.12.1

Screens are reduced as our lanes reduce them, by the same functions: grey, the greater of the last two frames of a step,
means of 4 x 4 pixels. Actions are uniform over the 18 positions of the joystick.
"""

import argparse
import sys
import time
from pathlib import Path

from protocol import end, require, serve

sys.path.insert(0, str(Path(__file__).parents[3] / "packages/envs/python"))

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--game", required=True, help="pong, breakout, ...")
args = parser.parse_args()

np = require("numpy")
ale_py = require("ale_py", "ale-py")
from ale_py import roms  # noqa: E402
from trpo_bridge.frames import HEIGHT, WIDTH, grey_screen, reduced  # noqa: E402

FRAMES = 4
PORTION = 100
path = roms.get_rom_path(args.game)
if path is None:
    end({"fault": f"ale-py has no cartridge of {args.game}"})
ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
ale = ale_py.ALEInterface()
ale.setInt("random_seed", 0)
ale.setInt("frame_skip", 1)
ale.setFloat("repeat_action_probability", 0.0)
ale.loadROM(path)
ale.reset_game()
actions = np.random.default_rng(1).integers(18, size=PORTION).tolist()
earlier = np.empty((HEIGHT, WIDTH), dtype=np.uint8)
later = np.empty_like(earlier)


def measure(seconds):
    began = time.perf_counter()
    steps = 0
    while True:
        for action in actions:
            for frame in range(FRAMES):
                ale.act(action)
                if ale.game_over():
                    ale.reset_game()
                if frame == FRAMES - 2:
                    grey_screen(ale, earlier)
            grey_screen(ale, later)
            reduced(earlier, later)
        steps += PORTION
        passed = time.perf_counter() - began
        if passed >= seconds:
            return {"total": steps / passed}


serve({"ale-py": ale_py.__version__}, measure)
