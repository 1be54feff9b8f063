/* The whole core in one translation unit: compile this file, include only include/pinnace.h.
 * PN_DEVICE (and wasm) leaves out what only training needs; PN_SCALAR forces the path without vector instructions;
 * PN_LINEAR and PN_PICTURES are smaller cores (include/pinnace.h).
 * PN_SMALL makes what runs once a package as small as it gets, for apps that carry the core. */
#include "src/memory.c"  /* memcpy, memset: compilers call them even in freestanding code */
#include "src/session.h" /* <- text, image: they run with every prediction */
#if defined(PN_SMALL) && defined(__clang__)
#pragma clang attribute push(__attribute__((minsize)), apply_to = function)
#endif
#include "src/package.c" /* <- plan <- tensors <- range decoder, crc32 */
#if defined(PN_SMALL) && defined(__clang__)
#pragma clang attribute pop
#endif
#if !PN_EXPLAIN
#include "src/session.c" /* <- operators */
#elif defined(PN_DEVICE) || defined(__wasm__)
#include "src/explain.c" /* <- session <- operators */
#else
#include "src/sequences.c" /* <- ngrams <- explain <- session <- operators */
#include "src/look.c"      /* <- image */
#endif
#include "src/open.c"
