"""PyTorch with torch.compile over the whole step: forward, gradients by torch.func, and the update in place.

Compiling the loss and the optimizer apart, with `loss.backward()` in between, takes about three times as long on small nets.
"""
import torch
from torch.func import functional_call, grad_and_value
from torch.nn import functional

from contender import serve
from torch_model import model_of, penalty_of, predicting, tensors_of, training, versions


def create(job, layers, batches):
    torch.set_num_threads(job["threads"])
    row, held = job["row"], tensors_of(batches)
    model = model_of(row, layers)
    if row["purpose"] == "predict":
        return predicting(torch.compile(model), held), torch.get_num_threads(), versions(), None
    return training(compiled_step(row, model), held, penalty_of(row, model)), torch.get_num_threads(), versions(), None


def compiled_step(row, model):
    parameters = {name: parameter.detach() for name, parameter in model.named_parameters()}
    slots = initial_slots(row, parameters)
    gradients_of = grad_and_value(lambda own, inputs, labels: functional.cross_entropy(functional_call(model, own, (inputs,)), labels))

    @torch.compile(fullgraph=True)
    def step(parameters, slots, inputs, labels):
        gradients, loss = gradients_of(parameters, inputs, labels)
        for name, parameter in parameters.items():
            if row["l2"] > 0 and parameter.dim() == 2:
                gradients[name] = gradients[name] + 2 * row["l2"] * parameter
        update(row, parameters, gradients, slots)
        return loss

    @torch.no_grad()
    def run(inputs, labels):
        return step(parameters, slots, inputs, labels)

    return run


def initial_slots(row, parameters):
    def zeros():
        return {name: torch.zeros_like(parameter) for name, parameter in parameters.items()}

    return {"sgd": (), "momentum": (zeros(),), "adam": (torch.zeros((), dtype=torch.float64), zeros(), zeros())}[row["optimizer"]]


def update(row, parameters, gradients, slots):
    """The updates of torch.optim's SGD and Adam, written out for the compiler."""
    rate = row["learningRate"]
    if row["optimizer"] == "sgd":
        for name, parameter in parameters.items():
            parameter.sub_(rate * gradients[name])
    elif row["optimizer"] == "momentum":
        for name, parameter in parameters.items():
            slots[0][name].mul_(0.9).add_(gradients[name])
            parameter.sub_(rate * slots[0][name])
    else:
        count, first, second = slots
        count.add_(1)
        scale, root = 1 / (1 - 0.9 ** count), 1 / (1 - 0.999 ** count)
        for name, parameter in parameters.items():
            first[name].mul_(0.9).add_(0.1 * gradients[name])
            second[name].mul_(0.999).add_(0.001 * gradients[name] * gradients[name])
            parameter.sub_(rate * first[name] * scale / ((second[name] * root).sqrt() + 1e-7))


serve(create)
