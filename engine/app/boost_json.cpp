// The whole of Boost.JSON, which is packaged as headers here.
#include <boost/json/src.hpp>
