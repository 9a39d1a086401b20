#pragma once
/// How the program asks the system for memory.

namespace prospect::app {

/// Lets the heap lie in large pages where the system gives them (MADV_HUGEPAGE), and keep what was freed: a short run
/// touches some 40 MB for the first time, and each page of 4 kB would be a fault of its own, together a third of its
/// processor time. Room is set aside as addresses only. To be called once, first of all; it never fails.
void use_large_pages();

}  // namespace prospect::app
