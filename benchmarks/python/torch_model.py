"""What the eager and the compiled PyTorch contender share."""
import torch
from torch import nn


def model_of(row, layers):
    activations = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh}
    modules = []
    for index, (kernel, bias) in enumerate(layers):
        linear = nn.Linear(*kernel.shape)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(kernel.T.copy()))
            linear.bias.copy_(torch.from_numpy(bias))
        modules.append(linear)
        if index < len(layers) - 1:
            modules.append(activations[row["activation"]]())
            if row["dropout"] > 0:
                modules.append(nn.Dropout(row["dropout"]))
    model = nn.Sequential(*modules)
    return model if row["purpose"] == "train" else model.eval()


def optimizer_of(row, model, **implementation):
    """L2 on kernels is weight decay, PyTorch's way: the gradient 2λw without the value of the penalty."""
    kernels = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    biases = [parameter for parameter in model.parameters() if parameter.dim() == 1]
    groups = [{"params": kernels, "weight_decay": 2 * row["l2"]}, {"params": biases}] if row["l2"] > 0 else model.parameters()
    rate = row["learningRate"]
    if row["optimizer"] == "adam":
        return torch.optim.Adam(groups, lr=rate, eps=1e-7, **implementation)
    return torch.optim.SGD(groups, lr=rate, momentum=0.9 if row["optimizer"] == "momentum" else 0, **implementation)


def tensors_of(batches):
    return [(torch.from_numpy(inputs), torch.from_numpy(labels).long()) for inputs, labels in batches]


def predicting(forward, batches):
    """run(count) for a row that is not trained."""
    done = 0

    @torch.inference_mode()
    def run(count):
        nonlocal done
        for _ in range(count):
            logits = forward(batches[done % len(batches)][0])
            done += 1
        return logits.abs().mean().item()

    return run


def training(step, batches, penalty):
    """run(count) for a row that is trained; `penalty` is what the optimizer's weight decay leaves out of the loss."""
    done = 0

    def run(count):
        nonlocal done
        added = penalty() if count == 1 else 0
        for _ in range(count):
            loss = step(*batches[done % len(batches)])
            done += 1
        return loss.item() + added

    return run


def penalty_of(row, model):
    def penalty():
        if row["l2"] == 0:
            return 0
        with torch.no_grad():
            return row["l2"] * sum(parameter.square().sum().item() for parameter in model.parameters() if parameter.dim() == 2)

    return penalty


def versions():
    return {"torch": torch.__version__}
