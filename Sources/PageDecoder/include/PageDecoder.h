#pragma once

#include "CompositePage.h"
#include "EventDocument.h"
#include "JSONDocument.h"
