"""The probability of an answer from the reference Python stack: one picture, one question, the next token.

Reads the tiny checkpoint of make_fixtures.py beside this file and writes question_io.safetensors: the ids that the model read
(`input_ids`), every hundredth logit of the next token (`logits`, over the whole vocabulary it would be half a megabyte), and the
natural logarithm of the probability of "Yes" (`log_yes`), all in float32 on the CPU. The checkpoint has no output head: `tied_*` uses the
table of embeddings as one, `own_*` that table upside down (row i is row V - 1 - i), which a test can make again.
Usage: python3 make_question.py   Tried with torch 2.13.0 (CPU), transformers 5.24.0.
"""
import json, os
import torch
try: import torchvision  # its wheel is built for CUDA; see make_fixtures.py
except RuntimeError:
    ops = torch.library.Library('torchvision', 'DEF')
    for n in ('nms', 'qnms'): ops.define(n + '(Tensor boxes, Tensor scores, float iou) -> Tensor')
from PIL import Image
from safetensors.torch import load_file, save_file
from transformers import (Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration, Qwen2_5_VLProcessor, Qwen2TokenizerFast, Qwen2VLVideoProcessor)
from transformers.models.qwen2_vl.image_processing_qwen2_vl import Qwen2VLImageProcessor

HERE = os.path.dirname(os.path.abspath(__file__)); torch.set_grad_enabled(False)
QUESTION = 'Does this figure show "a moon over the city"? Please answer yes or no.'  # the question of arXiv 2404.01291, section 3
# What the chat_template.json of Qwen/Qwen2.5-VL-7B-Instruct makes of one picture and the question; the tiny tokenizer has no template for pictures.
CHAT = ('<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n<|vision_start|><|image_pad|><|vision_end|>'
        + QUESTION + '<|im_end|>\n<|im_start|>assistant\n')

model = Qwen2_5_VLForConditionalGeneration(Qwen2_5_VLConfig.from_pretrained(os.path.join(HERE, 'tiny-t2i', 'text_encoder'))).float().eval()
weights = {k: v.float() for k, v in load_file(os.path.join(HERE, 'tiny-t2i', 'text_encoder', 'model.safetensors')).items()}
table = next(v for k, v in weights.items() if k.endswith('embed_tokens.weight'))
left = model.load_state_dict(weights, strict=False)
assert left.missing_keys == ['lm_head.weight'] and not left.unexpected_keys, left

tokenizer = Qwen2TokenizerFast.from_pretrained(os.path.join(HERE, 'tiny-t2i', 'tokenizer'))
pictures = Qwen2VLImageProcessor(**{k: v for k, v in json.load(open(os.path.join(HERE, 'tiny-edit', 'processor', 'preprocessor_config.json'))).items() if not k.endswith('_type')})
processor = Qwen2_5_VLProcessor(image_processor=pictures, tokenizer=tokenizer, video_processor=Qwen2VLVideoProcessor())
inputs = processor(text=[CHAT], images=[Image.open(os.path.join(HERE, 'image3.png')).convert('RGB')], return_tensors='pt')
(yes,) = tokenizer.encode('Yes', add_special_tokens=False)

out = {'input_ids': inputs['input_ids'][0]}
for name, head in (('tied', table), ('own', table.flip(0))):
    model.lm_head.weight.copy_(head)
    logits = model(**inputs).logits[0, -1]
    out[name + '_logits'] = logits[::100].contiguous()
    out[name + '_log_yes'] = logits.log_softmax(-1)[yes].reshape(1)
    print(name, 'log P("Yes") =', float(out[name + '_log_yes']))
save_file({k: v.contiguous().clone() for k, v in out.items()}, os.path.join(HERE, 'question_io.safetensors'))
print({k: v for k, v in inputs.items() if k == 'image_grid_thw'}, len(out['input_ids']), 'keys', list(inputs.keys()))
