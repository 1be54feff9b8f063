/* The few vector operations of the core, one body per instruction set, chosen when the core is compiled.
 * PN_SCALAR forces the plain body, so that tests can hold every path against the same vectors. */
#ifndef PN_SIMD_H
#define PN_SIMD_H
#include "base.h"

/* bytes16: 16 bytes. Loaded from any address; `in` gives 0xFF where low <= byte < low + n; `mask` one bit per byte.
 * `narrow`: 16 int16 become int8, within -127 … 127. */
#if !defined(PN_SCALAR) && defined(__wasm_simd128__)
#include <wasm_simd128.h>
typedef v128_t bytes16;
PN_INLINE bytes16 simd_load(const uint8_t *p) { return wasm_v128_load(p); }
PN_INLINE bytes16 simd_set_bits(bytes16 x, uint8_t bits) { return wasm_v128_or(x, wasm_u8x16_splat(bits)); }
PN_INLINE bytes16 simd_in(bytes16 x, uint8_t low, uint8_t n) {
    return wasm_u8x16_lt(wasm_i8x16_sub(x, wasm_u8x16_splat(low)), wasm_u8x16_splat(n));
}
PN_INLINE uint64_t simd_mask(bytes16 x) { return wasm_i8x16_bitmask(x); }
PN_INLINE void simd_narrow(const int16_t *p, int8_t *to) {
    wasm_v128_store(to, wasm_i8x16_max(wasm_i8x16_narrow_i16x8(wasm_v128_load(p), wasm_v128_load(p + 8)), wasm_i8x16_splat(-127)));
}
#elif !defined(PN_SCALAR) && defined(__SSE2__)
#include <emmintrin.h>
typedef __m128i bytes16;
PN_INLINE bytes16 simd_load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)(const void *)p); }
PN_INLINE bytes16 simd_set_bits(bytes16 x, uint8_t bits) { return _mm_or_si128(x, _mm_set1_epi8((char)bits)); }
PN_INLINE bytes16 simd_in(bytes16 x, uint8_t low, uint8_t n) {
    bytes16 from = _mm_sub_epi8(x, _mm_set1_epi8((char)low));
    return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8((char)(n - 1))), from);
}
PN_INLINE uint64_t simd_mask(bytes16 x) { return (uint32_t)_mm_movemask_epi8(x); }
PN_INLINE void simd_narrow(const int16_t *p, int8_t *to) {
    const __m128i *from = (const __m128i *)(const void *)p, least = _mm_set1_epi16(-127);
    __m128i low = _mm_max_epi16(_mm_loadu_si128(from), least), high = _mm_max_epi16(_mm_loadu_si128(from + 1), least);
    _mm_storeu_si128((__m128i *)(void *)to, _mm_packs_epi16(low, high));
}
#elif !defined(PN_SCALAR) && defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
typedef uint8x16_t bytes16;
PN_INLINE bytes16 simd_load(const uint8_t *p) { return vld1q_u8(p); }
PN_INLINE bytes16 simd_set_bits(bytes16 x, uint8_t bits) { return vorrq_u8(x, vdupq_n_u8(bits)); }
PN_INLINE bytes16 simd_in(bytes16 x, uint8_t low, uint8_t n) {
    return vcltq_u8(vsubq_u8(x, vdupq_n_u8(low)), vdupq_n_u8(n));
}
PN_INLINE uint64_t simd_mask(bytes16 x) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(x, vld1q_u8(weights));
    return vaddv_u8(vget_low_u8(bits)) | (uint64_t)vaddv_u8(vget_high_u8(bits)) << 8;
}
PN_INLINE void simd_narrow(const int16_t *p, int8_t *to) {
    vst1q_s8(to, vmaxq_s8(vcombine_s8(vqmovn_s16(vld1q_s16(p)), vqmovn_s16(vld1q_s16(p + 8))), vdupq_n_s8(-127)));
}
#else
typedef struct { uint8_t byte[16]; } bytes16;
PN_INLINE bytes16 simd_load(const uint8_t *p) {
    bytes16 x;
    for (int i = 0; i < 16; i++) x.byte[i] = p[i];
    return x;
}
PN_INLINE bytes16 simd_set_bits(bytes16 x, uint8_t bits) {
    for (int i = 0; i < 16; i++) x.byte[i] |= bits;
    return x;
}
PN_INLINE bytes16 simd_in(bytes16 x, uint8_t low, uint8_t n) {
    for (int i = 0; i < 16; i++) x.byte[i] = (uint8_t)(x.byte[i] - low) < n ? 0xFF : 0;
    return x;
}
PN_INLINE uint64_t simd_mask(bytes16 x) {
    uint64_t mask = 0;
    for (int i = 0; i < 16; i++) mask |= (uint64_t)(x.byte[i] >> 7) << i;
    return mask;
}
PN_INLINE void simd_narrow(const int16_t *p, int8_t *to) {
    for (int i = 0; i < 16; i++) to[i] = (int8_t)(p[i] > 127 ? 127 : p[i] < -127 ? -127 : p[i]);
}
#endif
#endif
