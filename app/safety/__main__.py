"""`python -m app.safety`: classify, evaluate and train without the rest of the application.

python -m app.safety classify --kind answer|question|pii < in.jsonl > out.jsonl
python -m app.safety evaluate --kind answer|question|pii GOLD.jsonl
python -m app.safety train MODEL GOLD.jsonl ...
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.safety import batch, training
from app.safety.lexicon import DATA


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 if it worked, 2 if the input is not what the command expects."""
    parser = argparse.ArgumentParser(prog="python -m app.safety")
    commands = parser.add_subparsers(dest="command", required=True)
    classify = commands.add_parser("classify")
    classify.add_argument("--kind", choices=batch.KINDS, required=True)
    evaluate = commands.add_parser("evaluate")
    evaluate.add_argument("--kind", choices=batch.KINDS)
    evaluate.add_argument("gold", type=Path)
    train = commands.add_parser("train")
    train.add_argument("model", choices=sorted(training.MODELS))
    train.add_argument("gold", type=Path, nargs="+")
    train.add_argument("--folder", type=Path, default=DATA)
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "classify":
            for line in batch.classify(chosen.kind, sys.stdin):
                sys.stdout.write(line + "\n")
        elif chosen.command == "evaluate":
            sys.stdout.write(batch.report(chosen.gold, chosen.kind) + "\n")
        else:
            model = training.train(chosen.model, chosen.gold, chosen.folder)
            sys.stdout.write(f"{len(model.features)} weights, threshold {model.threshold}\n")
    except (batch.InputError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
