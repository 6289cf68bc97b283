"""The process of a contender written in Python: the counterpart of contenders/serve.ts and weights.ts."""
import json
import resource
import sys
import time

BATCHES = 8


def read_data(job):
    """Initial kernels and biases, layer by layer, and the batches: float32 and int32 arrays."""
    import numpy
    row = job["row"]
    sizes, batch = row["sizes"], row["batch"]
    words, at = numpy.fromfile(job["data"], dtype="<f4"), 0

    def take(*shape):
        nonlocal at
        count = int(numpy.prod(shape))
        at += count
        return words[at - count:at].reshape(shape)

    layers = [(take(inputs, units).copy(), take(units).copy()) for inputs, units in zip(sizes, sizes[1:])]
    batches = [(take(batch, sizes[0]).copy(), take(batch).view("<i4").copy()) for _ in range(BATCHES)]
    return layers, batches


def send(**report):
    print(json.dumps(report), flush=True)


def serve(create):
    """Takes the checked steps of the job in argv[1], then a timed turn for each line of standard input.

    `create(job, layers, batches)` gives (run, threads, versions, note); run(count) takes steps, waits for them and gives the figure of the last.
    """
    with open(sys.argv[1]) as file:
        job = json.load(file)
    try:
        take_turns(*prepare(job, create))
    except Exception as error:  # The table says why a contender is missing.
        send(event="refused", reason=f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}")


def prepare(job, create):
    run, threads, versions, note = create(job, *read_data(job))
    figures = [run(1)]
    send(event="first")
    figures += [run(1) for _ in range(job["checked"] - 1)]
    estimate = settle(run, job["settle"])
    described = {} if note is None else {"note": note}
    send(event="ready", figures=figures, threads=threads, versions=versions, milliseconds=1000 * estimate, **described)
    return run, estimate


def settle(run, seconds):
    """Untimed steps for a while, in stretches that double; gives the seconds of a step."""
    end, count = time.perf_counter() + seconds, 1
    while True:
        estimate = stretch(run, count)
        count = max(1, min(2 * count, round(0.25 * seconds / estimate)))
        if time.perf_counter() >= end:
            return estimate


def take_turns(run, estimate):
    for line in sys.stdin:
        steps = max(1, round(json.loads(line)["seconds"] / estimate))
        before = min(-(-steps // 10), round(1 / estimate))
        if before > 0:
            run(before)
        estimate = stretch(run, steps)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        send(event="turn", milliseconds=1000 * estimate, steps=steps, peakBytes=peak if sys.platform == "darwin" else 1024 * peak)


def stretch(run, count):
    start = time.perf_counter()
    run(count)
    return (time.perf_counter() - start) / count
