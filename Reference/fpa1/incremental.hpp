#pragma once
#include "calculate.hpp"
namespace fpa1 { template<int T,class P> void timeEdits(Model&, P) {} }
