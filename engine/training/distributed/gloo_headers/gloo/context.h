// See gloo_types.h.
#pragma once

#include "engine/training/distributed/gloo_types.h"
