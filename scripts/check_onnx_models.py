"""Checks the models that scripts/dump-onnx-models.ts wrote: ONNX's own checker, and the same numbers under Python's onnxruntime.

pip install onnx onnxruntime numpy; python scripts/check_onnx_models.py FOLDER
"""

import json
import sys
from pathlib import Path

import numpy
import onnx
import onnxruntime

DTYPES = {"float": numpy.float32, "int32": numpy.int32, "bool": numpy.bool_}
# float32 against float32 by other kernels, cancellation included: that of src/verification/tolerances.ts.
RELATIVE, ABSOLUTE = 1e-4, 1e-5


def array(described):
    values = numpy.array([float(value) for value in described["values"]], dtype=numpy.float64)
    return values.astype(DTYPES[described["dtype"]]).reshape(described["shape"])


def differences(path):
    """What is wrong with one model, a line each."""
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    data = json.loads(path.with_suffix(".json").read_text())
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    names = [output["name"] for output in data["outputs"]]
    results = session.run(names, {given["name"]: array(given) for given in data["inputs"]})
    for expected, actual in zip(map(array, data["outputs"]), results, strict=True):
        if expected.shape != actual.shape or expected.dtype != actual.dtype:
            yield f"{actual.dtype}{list(actual.shape)}, expected {expected.dtype}{list(expected.shape)}"
        elif not numpy.allclose(actual, expected, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True):
            yield f"differs by {numpy.nanmax(numpy.abs(actual.astype(numpy.float64) - expected))}"


def main(folder):
    paths = sorted(Path(folder).glob("*.onnx"))
    failed = 0
    for path in paths:
        try:
            wrong = list(differences(path))
        except Exception as error:  # the checker and the runtime have many kinds, all of which are findings
            wrong = [f"{type(error).__name__}: {error}"]
        failed += bool(wrong)
        for line in wrong:
            print(f"{path.name}: {line}")
    print(f"{len(paths)} models, {failed} wrong; onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
