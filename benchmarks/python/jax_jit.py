"""JAX: the whole step in one jit, with its parameters donated."""
import json
import os
import sys

from contender import serve

with open(sys.argv[1]) as file:
    threads = json.load(file)["threads"]
# XLA takes its number of threads from the processors that the process may use.
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
os.environ.setdefault("JAX_PLATFORMS", "cpu")

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402

ACTIVATIONS = {"relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh}


def create(job, layers, batches):
    row = job["row"]
    parameters = [(jnp.asarray(kernel), jnp.asarray(bias)) for kernel, bias in layers]
    held = [(jnp.asarray(inputs), jnp.asarray(labels)) for inputs, labels in batches]
    run = training(row, parameters, held) if row["purpose"] == "train" else predicting(row, parameters, held)
    return run, threads, {"jax": jax.__version__}, None


def forward(row, parameters, inputs, key=None):
    values = inputs
    for index, (kernel, bias) in enumerate(parameters):
        values = values @ kernel + bias
        if index == len(parameters) - 1:
            return values
        values = ACTIVATIONS[row["activation"]](values)
        if key is not None:
            key, own = jax.random.split(key)
            values = jnp.where(jax.random.bernoulli(own, 1 - row["dropout"], values.shape), values / (1 - row["dropout"]), 0)


def loss_of(parameters, row, inputs, labels, key):
    logits = forward(row, parameters, inputs, key)
    entropy = -jnp.take_along_axis(jax.nn.log_softmax(logits), labels[:, None], axis=1).mean()
    return entropy + row["l2"] * sum(jnp.square(kernel).sum() for kernel, _ in parameters) if row["l2"] > 0 else entropy


def training(row, parameters, held):
    slots = initial_slots(row, parameters)
    key = jax.random.key(1) if row["dropout"] > 0 else None

    @jax.jit(donate_argnums=(0, 1, 2))
    def step(parameters, slots, key, inputs, labels):
        key, own = (None, None) if key is None else jax.random.split(key)
        loss, gradients = jax.value_and_grad(loss_of)(parameters, row, inputs, labels, own)
        return *update(row, parameters, gradients, slots), key, loss

    done = 0

    def run(count):
        nonlocal parameters, slots, key, done
        for _ in range(count):
            parameters, slots, key, loss = step(parameters, slots, key, *held[done % len(held)])
            done += 1
        jax.block_until_ready((parameters, loss))
        return float(loss)

    return run


def predicting(row, parameters, held):
    predict = jax.jit(lambda parameters, inputs: forward(row, parameters, inputs))
    done = 0

    def run(count):
        nonlocal done
        for _ in range(count):
            logits = predict(parameters, held[done % len(held)][0])
            done += 1
        return float(jnp.abs(jax.block_until_ready(logits)).mean())

    return run


def initial_slots(row, parameters):
    zeros = [jax.tree.map(jnp.zeros_like, parameters) for _ in range(2)]
    return {"sgd": (), "momentum": zeros[0], "adam": (jnp.zeros(()), *zeros)}[row["optimizer"]]


def update(row, parameters, gradients, slots):
    rate = row["learningRate"]
    if row["optimizer"] == "sgd":
        return jax.tree.map(lambda w, g: w - rate * g, parameters, gradients), slots
    if row["optimizer"] == "momentum":
        velocities = jax.tree.map(lambda v, g: 0.9 * v + g, slots, gradients)
        return jax.tree.map(lambda w, v: w - rate * v, parameters, velocities), velocities
    count, first, second = slots
    count = count + 1
    first = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, first, gradients)
    second = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, second, gradients)
    scale, root = 1 / (1 - 0.9 ** count), 1 / (1 - 0.999 ** count)
    moved = jax.tree.map(lambda w, m, v: w - rate * m * scale / (jnp.sqrt(v * root) + 1e-7), parameters, first, second)
    return moved, (count, first, second)


serve(create)
