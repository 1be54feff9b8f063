/* memcpy and memset, for builds without a libc (-ffreestanding). */
#include "base.h"
#if __STDC_HOSTED__ == 0
__attribute__((weak)) void *memcpy(void *restrict to, const void *restrict from, size_t n) {
    uint8_t *t = to;
    const uint8_t *f = from;
    for (size_t i = 0; i < n; i++) t[i] = f[i];
    return to;
}
__attribute__((weak)) void *memset(void *to, int value, size_t n) {
    uint8_t *t = to;
    for (size_t i = 0; i < n; i++) t[i] = (uint8_t)value;
    return to;
}
#endif
