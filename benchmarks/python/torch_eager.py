"""PyTorch as it is usually written: modules, autograd, an optimizer of torch.optim."""
import time

import torch
from torch.nn import functional

from contender import serve
from torch_model import model_of, optimizer_of, penalty_of, predicting, tensors_of, training, versions


def create(job, layers, batches):
    torch.set_num_threads(job["threads"])
    row, held = job["row"], tensors_of(batches)
    if row["purpose"] == "predict":
        return predicting(model_of(row, layers), held), torch.get_num_threads(), versions(), None
    implementation = fastest_implementation(row, layers, held)
    model = model_of(row, layers)
    step = step_of(model, optimizer_of(row, model, **implementation))
    note = f"optimizer: {' '.join(implementation)}, the faster one here"
    return training(step, held, penalty_of(row, model)), torch.get_num_threads(), versions(), note


def step_of(model, optimizer):
    def step(inputs, labels):
        optimizer.zero_grad(set_to_none=True)
        loss = functional.cross_entropy(model(inputs), labels)
        loss.backward()
        optimizer.step()
        return loss.detach()

    return step


def fastest_implementation(row, layers, held):
    """PyTorch has its optimizers twice: which is faster depends on the sizes."""
    choices = [{"foreach": True}, {"fused": True}]
    steps = []
    for choice in choices:
        model = model_of(row, layers)
        steps.append(step_of(model, optimizer_of(row, model, **choice)))
    least = [min(seconds_of(step, held) for _ in range(3)) for step in steps]
    return choices[least.index(min(least))]


def seconds_of(step, held):
    start = time.perf_counter()
    for batch in held * 2:
        step(*batch)
    return time.perf_counter() - start


serve(create)
