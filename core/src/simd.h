/* The few vector operations of the core, one body per instruction set, chosen when the core is compiled.
 * PN_SCALAR forces the plain body, so that tests can hold every path against the same vectors. */
#ifndef PN_SIMD_H
#define PN_SIMD_H
#include "base.h"

#if defined(PN_SCALAR)
#define PN_SIMD_NAME "scalar"
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#define PN_SIMD_NAME "simd128"
#elif defined(__SSE2__)
#include <emmintrin.h>
#define PN_SIMD_NAME "sse2"
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#define PN_SIMD_NAME "neon"
#else
#define PN_SIMD_NAME "scalar"
#endif

/* How many of the 16 bytes at `p`, from the first on, are ASCII letters or digits (0 … 16). */
PN_INLINE uint32_t simd_alphanumeric16(const uint8_t *p) {
#if !defined(PN_SCALAR) && defined(__wasm_simd128__)
    v128_t x = wasm_v128_load(p), l = wasm_i8x16_sub(wasm_v128_or(x, wasm_i8x16_splat(0x20)), wasm_i8x16_splat('a'));
    v128_t d = wasm_i8x16_sub(x, wasm_i8x16_splat('0'));
    v128_t in = wasm_v128_or(wasm_u8x16_lt(l, wasm_i8x16_splat(26)), wasm_u8x16_lt(d, wasm_i8x16_splat(10)));
    return (uint32_t)__builtin_ctz(~(uint32_t)wasm_i8x16_bitmask(in));
#elif !defined(PN_SCALAR) && defined(__SSE2__)
    __m128i x = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i l = _mm_sub_epi8(_mm_or_si128(x, _mm_set1_epi8(0x20)), _mm_set1_epi8('a'));
    __m128i d = _mm_sub_epi8(x, _mm_set1_epi8('0'));
    __m128i in = _mm_or_si128(_mm_cmpeq_epi8(_mm_min_epu8(l, _mm_set1_epi8(25)), l),
                              _mm_cmpeq_epi8(_mm_min_epu8(d, _mm_set1_epi8(9)), d));
    return (uint32_t)__builtin_ctz(~(uint32_t)_mm_movemask_epi8(in));
#elif !defined(PN_SCALAR) && defined(__ARM_NEON)
    uint8x16_t x = vld1q_u8(p), l = vsubq_u8(vorrq_u8(x, vdupq_n_u8(0x20)), vdupq_n_u8('a')), d = vsubq_u8(x, vdupq_n_u8('0'));
    uint8x16_t in = vorrq_u8(vcltq_u8(l, vdupq_n_u8(26)), vcltq_u8(d, vdupq_n_u8(10)));
    uint64_t nibbles = ~vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(in), 4)), 0);
    return nibbles ? (uint32_t)__builtin_ctzll(nibbles) >> 2 : 16;
#else
    uint32_t n = 0;
    while (n < 16 && ((uint8_t)((p[n] | 0x20) - 'a') < 26 || (uint8_t)(p[n] - '0') < 10)) n++;
    return n;
#endif
}
#endif
