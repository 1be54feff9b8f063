/* The whole core in one translation unit: compile this file, include only include/pinnace.h.
 * PN_DEVICE (and wasm) leaves out what only training needs; PN_SCALAR forces the path without vector instructions. */
#include "src/memory.c"  /* memcpy, memset: compilers call them even in freestanding code */
#include "src/package.c" /* <- plan <- tensors <- text, unicode, range decoder, crc32 */
#if defined(PN_DEVICE) || defined(__wasm__)
#include "src/explain.c" /* <- session <- operators */
#else
#include "src/sequences.c" /* <- ngrams <- explain <- session <- operators */
#include "src/look.c"      /* <- image */
#endif
#include "src/open.c"
