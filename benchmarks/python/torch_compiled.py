"""PyTorch with torch.compile: forward and loss, with the backward that is derived from them, and the optimizer's update."""
import torch
from torch.nn import functional

from contender import serve
from torch_model import model_of, optimizer_of, penalty_of, predicting, tensors_of, training, versions


def create(job, layers, batches):
    torch.set_num_threads(job["threads"])
    row, held = job["row"], tensors_of(batches)
    model = model_of(row, layers)
    if row["purpose"] == "predict":
        return predicting(torch.compile(model), held), torch.get_num_threads(), versions(), None
    optimizer = optimizer_of(row, model)
    loss_of = torch.compile(lambda inputs, labels: functional.cross_entropy(model(inputs), labels))
    update = torch.compile(lambda: optimizer.step())

    def step(inputs, labels):
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(inputs, labels)
        loss.backward()
        update()
        return loss.detach()

    return training(step, held, penalty_of(row, model)), torch.get_num_threads(), versions(), None


serve(create)
