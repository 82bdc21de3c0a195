"""Writes tensorboard.json: records of a run as TensorBoard's own code writes them into an event file, and reads them back.

Run (in any Python 3.10+ virtual environment; a second or two):

    pip install tensorboard==2.20.0
    python packages/runs/goldens/generate.py

The file is written beside this script:

    measures    what the numbers mean, as in run.json: {name: {title, description, unit?}}
    startedAt   when the run began, ISO 8601
    records     lines of metrics.jsonl
    file        the event file in base64, by tensorboard's protobuf messages and its record writer
    scalars     the file as tensorboard's EventAccumulator reads it for its pages: {tag: [[wall time, step, value], ...]}
    shown       what TensorBoard shows beside each curve: {tag: {title, description}}

A number of a record becomes a scalar at the environment steps so far, under the name of the field that holds it and its own;
fields of the record itself stand under `batch`. The wall time is the beginning of the run plus the seconds of all iterations
up to this one, added one after another. Words and numbers that are null are left out. The numbers are rounded to 32 bits, and
those that are too large become infinite.
"""

import base64
import json
import tempfile
from datetime import datetime
from pathlib import Path

import numpy as np
from tensorboard.backend.event_processing.plugin_event_accumulator import EventAccumulator
from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.summary.writer.record_writer import RecordWriter
from tensorboard.util.tensor_util import make_ndarray

STARTED_AT = "2026-03-01T12:34:56.789Z"

MEASURES = {
    "kl": {"title": "Mean KL of the step", "description": "KL(old || new), \u2264 \u03b4.", "unit": "nats"},
    "entropy": {"title": "Entropy", "description": "Of the policy, **before** the step."},
    "x_velocity": {"title": "Forward velocity", "description": "Of the torso.", "unit": "m/s"},
    "meanReturn": {"title": "Return", "description": "Of the episodes that ended."},
}


def record(iteration, steps, total, **numbers):
    return {
        "iteration": iteration,
        "steps": steps,
        "totalSteps": total,
        "meanReward": 0.1 * iteration,
        "episodes": {
            "count": 3,
            "terminated": 2,
            "truncated": 0,
            "cut": 1,
            "meanReturn": numbers.get("meanReturn"),
            "stdReturn": None,
            "minReturn": None,
            "maxReturn": None,
            "meanLength": 17.25,
        },
        "entropy": numbers.get("entropy"),
        "environment": {"x_velocity": -1 / 3, "forces": {"foot": 2.5}},
        "update": {"status": numbers.get("status", "accepted"), "kl": numbers.get("kl"), "products": 10},
        "timings": {"sample": 0.25, "total": 1 / 7},
    }


RECORDS = [
    record(1, 1000, 1000, kl=None, status="zeroGradient", meanReturn=-12.5),
    record(2, 1000, 2000, kl=0.0098765432101234, entropy=1e-42, meanReturn=1e39),
    # More steps than 32 bits hold.
    record(3, 2**33, 2**33 + 2000, kl=0.01, entropy=-1.5),
]


def groups_of(value, name=""):
    """The numbers of an object, named by the path to them."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from groups_of(inner, f"{name}{key}.")
        elif isinstance(inner, (int, float)):
            yield f"{name}{key}", inner


def scalars_of(one):
    for key, value in one.items():
        if isinstance(value, dict):
            for name, number in groups_of(value):
                yield f"{key}/{name}", name, number
        elif isinstance(value, (int, float)) and key not in ("iteration", "totalSteps"):
            yield f"batch/{key}", key, value


def events():
    wall_time = datetime.fromisoformat(STARTED_AT).timestamp()
    yield Event(wall_time=wall_time, file_version="brain.Event:2")
    explained = set()
    for one in RECORDS:
        wall_time += one["timings"]["total"]
        event = Event(wall_time=wall_time, step=one["totalSteps"])
        for tag, name, number in scalars_of(one):
            with np.errstate(over="ignore"):
                value = event.summary.value.add(tag=tag, simple_value=float(np.float32(number)))
            if name in MEASURES and tag not in explained:
                measure = MEASURES[name]
                unit = f" Unit: {measure['unit']}." if "unit" in measure else ""
                value.metadata.plugin_data.plugin_name = "scalars"
                value.metadata.display_name = measure["title"]
                value.metadata.summary_description = measure["description"] + unit
            explained.add(tag)
        yield event


def main():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.out.tfevents"
        with open(path, "wb") as file:
            writer = RecordWriter(file)
            for event in events():
                writer.write(event.SerializeToString())
            writer.flush()
            contents = path.read_bytes()
        accumulator = EventAccumulator(folder, size_guidance={"tensors": 0})
        accumulator.Reload()
        read = {}
        shown = {}
        for tag in sorted(accumulator.PluginTagToContent("scalars")):
            read[tag] = [
                [e.wall_time, e.step, str(float(make_ndarray(e.tensor_proto)))] for e in accumulator.Tensors(tag)
            ]
            metadata = accumulator.SummaryMetadata(tag)
            shown[tag] = {"title": metadata.display_name, "description": metadata.summary_description}
    golden = {
        "measures": MEASURES,
        "startedAt": STARTED_AT,
        "records": RECORDS,
        "file": base64.b64encode(contents).decode(),
        "scalars": read,
        "shown": shown,
    }
    Path(__file__).with_name("tensorboard.json").write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
