/* Every way to multiply that this build has: the same functions (kernels.inc) over other instructions. Integers add up to
 * the same in any order, so all give the same bits; nothing here saturates. On x86-64 the processor is asked what it
 * has, once, when a package is opened; elsewhere the compiler knows. Nothing is remembered outside the model. */
#include "kernels.h"

#define FULL _Pragma("clang loop unroll(full)")
#define TAPS 15u

/* acc * scale / 2^shift, halves up, within low … high. */
PN_INLINE int32_t requantise(int32_t sum, int32_t scale, uint32_t shift, int32_t low, int32_t high) {
    int64_t y = ((int64_t)sum * scale + ((int64_t)1 << (shift - 1))) >> shift;
    return (int32_t)(y < low ? low : y > high ? high : y);
}

/* sum / n, halves up; 0 of nothing. 2 sum + n fits in 32 bits (read_pool), and a factor of 2^(31 + l) / 2 n, rounded up,
 * then divides exactly, where 2^l is at least 2 n (Granlund and Montgomery 1994). Below zero ~x rounds the other way. */
struct mean {
    int64_t factor, shift;
    uint32_t n;
};
PN_INLINE struct mean mean_of(uint32_t n) {
    const uint32_t shift = n ? 63 - (uint32_t)__builtin_clz(2 * n - 1) : 0;
    return (struct mean){n ? (int64_t)(((uint64_t)1 << shift) / (2 * n) + 1) : 0, shift, n};
}

PN_INLINE int32_t clamp_number(int32_t x, int32_t low, int32_t high) { return x < low ? low : x > high ? high : x; }

PN_INLINE int32_t load_number(const void *from, size_t at, uint32_t type) {
    return type == TYPE_INT8 ? ((const int8_t *)from)[at] : type == TYPE_INT16 ? ((const int16_t *)from)[at] : ((const int32_t *)from)[at];
}

PN_INLINE void store_number(void *to, size_t at, uint32_t type, int32_t x) {
    if (type == TYPE_INT8) ((int8_t *)to)[at] = (int8_t)x;
    else if (type == TYPE_INT16) ((int16_t *)to)[at] = (int16_t)x;
    else ((int32_t *)to)[at] = x;
}

PN_INLINE int32_t load_group(const void *p) {
    int32_t x;
    __builtin_memcpy(&x, p, 4);
    return x;
}

#if !defined(__wasm_simd128__) || defined(PN_SCALAR)
/* Plain C, for processors and tests without vectors. */
PN_INLINE int32_t plain_pairs(int32_t sum, int32_t w, int32_t x) { return sum + (int16_t)w * (int16_t)x + (w >> 16) * (x >> 16); }
#define NAMED(x) scalar_##x
#define SET_NAME "scalar"
#define TARGET
#define vec int32_t
#define acc int32_t
#define LANES 1u
#define ROWS 2u
#define PLAIN
#define ACC_ZERO 0
#define LOAD(p) load_group(p)
#define SPREAD(p) load_group(p)
#define PAIRS(sum, w, x) plain_pairs(sum, w, x)
#define SUMS(start, sum) (*(start) + (sum))
#define STORE(p, x) (*(p) = (x))
#include "kernels.inc"
#endif

#if !defined(PN_SCALAR) && defined(__wasm_simd128__)
#include <wasm_simd128.h>
PN_INLINE v128_t wasm_high(v128_t a, v128_t b) {
    return wasm_i32x4_shuffle(wasm_i64x2_extmul_low_i32x4(a, b), wasm_i64x2_extmul_high_i32x4(a, b), 1, 3, 5, 7);
}
#ifdef __wasm_relaxed_simd__
/* i32x4.relaxed_dot_i8x16_i7x16_add_s leaves open how it reads a byte of its second operand above 127, and whether the
 * sum of two products saturates at 16 bits. Neither can happen: rows are 0 … 127 there (MOST), and two products of a
 * byte of -128 … 127 with one of these are at most 2 * 128 * 127 = 32,512 < 32,767. The rest of it is exact. */
#define NAMED(x) relaxed_##x
#define SET_NAME "relaxed-simd"
#define QUADS(sum, w, x) wasm_i32x4_relaxed_dot_i8x16_i7x16_add(w, x, sum)
#define LEAST 0
#define MOST 127
#define RECALL 1
#else
#define NAMED(x) simd128_##x
#define SET_NAME "simd128"
#endif
#define TARGET
#define vec v128_t
#define acc v128_t
#define LANES 4u
#define ROWS 4u
#define ACC_ZERO wasm_i32x4_splat(0)
#define LOAD(p) wasm_v128_load(p)
#define SPREAD(p) wasm_v128_load32_splat(p)
#define PAIRS(sum, w, x) wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(w, x))
#define SUMS(start, sum) wasm_i32x4_add(wasm_v128_load(start), sum)
#define STORE(p, x) wasm_v128_store(p, x)
#define HIGH(a, b) ((NAMED(int32s))wasm_high((v128_t)(a), (v128_t)(b)))
#include "kernels.inc"

#elif !defined(PN_SCALAR) && defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#define NAMED(x) sse2_##x
#define SET_NAME "sse2"
#define TARGET
#define vec __m128i
#define acc __m128i
#define LANES 4u
#define ROWS 4u
#define ACC_ZERO _mm_setzero_si128()
#define LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define SPREAD(p) _mm_set1_epi32(load_group(p))
#define PAIRS(sum, w, x) _mm_add_epi32(sum, _mm_madd_epi16(w, x))
#define SUMS(start, sum) _mm_add_epi32(LOAD(start), sum)
#define STORE(p, x) _mm_storeu_si128((__m128i *)(void *)(p), x)
#include "kernels.inc"

__attribute__((target("avx2"))) PN_INLINE __m256i avx2_high32(__m256i a, __m256i b) {
    const __m256i even = _mm256_mul_epi32(a, b), odd = _mm256_mul_epi32(_mm256_srli_epi64(a, 32), _mm256_srli_epi64(b, 32));
    return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
}
#define NAMED(x) avx2_##x
#define SET_NAME "avx2"
#define TARGET __attribute__((target("avx2")))
#define vec __m256i
#define acc __m256i
#define LANES 8u
#define ROWS 4u
#define ACC_ZERO _mm256_setzero_si256()
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define SPREAD(p) _mm256_set1_epi32(load_group(p))
#define PAIRS(sum, w, x) _mm256_add_epi32(sum, _mm256_madd_epi16(w, x))
#define SUMS(start, sum) _mm256_add_epi32(LOAD(start), sum)
#define STORE(p, x) _mm256_storeu_si256((__m256i *)(void *)(p), x)
#define HIGH(a, b) ((NAMED(int32s))avx2_high32((__m256i)(a), (__m256i)(b)))
#define JOIN(q, v) _mm256_set_m128i((__m128i)q[2 * v + 1], (__m128i)q[2 * v])
#include "kernels.inc"

#ifndef PN_SMALL /* on Android x86-64 is for emulators */
#define NAMED(x) avx_vnni_##x
#define SET_NAME "avx-vnni"
#define TARGET __attribute__((target("avx2,avxvnni")))
#define vec __m256i
#define acc __m256i
#define LANES 8u
#define ROWS 4u
#define ACC_ZERO _mm256_setzero_si256()
#define LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define SPREAD(p) _mm256_set1_epi32(load_group(p))
#define PAIRS(sum, w, x) _mm256_dpwssd_avx_epi32(sum, w, x)
#define QUADS(sum, w, x) _mm256_dpbusd_avx_epi32(sum, x, w) /* the row unsigned, the weights signed */
#define LEAST 0
#define MOST 255
#define RECALL 0
#define SUMS(start, sum) _mm256_add_epi32(LOAD(start), sum)
#define STORE(p, x) _mm256_storeu_si256((__m256i *)(void *)(p), x)
#define HIGH(a, b) ((NAMED(int32s))avx2_high32((__m256i)(a), (__m256i)(b)))
#define JOIN(q, v) _mm256_set_m128i((__m128i)q[2 * v + 1], (__m128i)q[2 * v])
#include "kernels.inc"

__attribute__((target("avx512f"))) PN_INLINE __m512i avx512_high32(__m512i a, __m512i b) {
    const __m512i even = _mm512_mul_epi32(a, b), odd = _mm512_mul_epi32(_mm512_srli_epi64(a, 32), _mm512_srli_epi64(b, 32));
    return _mm512_mask_shuffle_epi32(odd, 0x5555, even, 0xF5);
}
/* Four rows one above the other: each number's group is its bytes shifted into place. */
__attribute__((target("avx512f,avx512bw"))) PN_INLINE __m512i avx512_quads(const uint8_t *const *row, uint32_t at, uint32_t offset) {
    static const uint8_t zeros[16];
    __m512i all = _mm512_setzero_si512();
    FULL for (int i = 0; i < 4; i++) {
        const void *from = row[i] ? row[i] + at : zeros;
        const __m512i one = _mm512_maskz_cvtepu8_epi32((__mmask16)(row[i] ? 0xFFFF : 0), _mm_loadu_si128((const __m128i *)from));
        all = _mm512_or_si512(all, _mm512_slli_epi32(one, (uint32_t)(8 * i)));
    }
    return _mm512_add_epi8(all, _mm512_set1_epi8((char)offset));
}
#define NAMED(x) avx512_vnni_##x
#define SET_NAME "avx512-vnni"
#define TARGET __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#define vec __m512i
#define acc __m512i
#define LANES 16u
#define ROWS 8u
#define ACC_ZERO _mm512_setzero_si512()
#define LOAD(p) _mm512_loadu_si512((const void *)(p))
#define SPREAD(p) _mm512_set1_epi32(load_group(p))
#define PAIRS(sum, w, x) _mm512_dpwssd_epi32(sum, w, x)
#define QUADS(sum, w, x) _mm512_dpbusd_epi32(sum, x, w)
#define LEAST 0
#define MOST 255
#define RECALL 0
#define SUMS(start, sum) _mm512_add_epi32(LOAD(start), sum)
#define STORE(p, x) _mm512_storeu_si512((void *)(p), x)
#define HIGH(a, b) ((NAMED(int32s))avx512_high32((__m512i)(a), (__m512i)(b)))
#define QUADS_OF(row, at, offset) avx512_quads(row, at, offset)
#define SATURATED(x) ((NAMED(int8s))_mm512_cvtsepi32_epi8((__m512i)(x)))
#include "kernels.inc"
#endif

#elif !defined(PN_SCALAR) && defined(__ARM_NEON) && defined(__aarch64__)
#include <arm_neon.h>
/* Products of pairs stay apart until the end: two outputs a register. */
struct halves {
    int32x4_t low, high;
};
PN_INLINE struct halves halves_pairs(struct halves sum, int16x8_t w, int16x8_t x) {
    sum.low = vmlal_s16(sum.low, vget_low_s16(w), vget_low_s16(x));
    sum.high = vmlal_high_s16(sum.high, w, x);
    return sum;
}
PN_INLINE int32x4_t neon_high32(int32x4_t a, int32x4_t b) {
    return vuzp2q_s32(vreinterpretq_s32_s64(vmull_s32(vget_low_s32(a), vget_low_s32(b))), vreinterpretq_s32_s64(vmull_high_s32(a, b)));
}
#define NAMED(x) neon_##x
#define SET_NAME "neon"
#define TARGET
#define vec int16x8_t
#define acc struct halves
#define LANES 4u
#define ROWS 4u
#define ACC_ZERO ((struct halves){vdupq_n_s32(0), vdupq_n_s32(0)})
#define LOAD(p) vreinterpretq_s16_u8(vld1q_u8((const uint8_t *)(p)))
#define SPREAD(p) vreinterpretq_s16_s32(vdupq_n_s32(load_group(p)))
#define PAIRS(sum, w, x) halves_pairs(sum, w, x)
#define SUMS(start, sum) vaddq_s32(vld1q_s32(start), vpaddq_s32((sum).low, (sum).high))
#define STORE(p, x) vst1q_s32(p, x)
#define HIGH(a, b) ((NAMED(int32s))neon_high32((int32x4_t)(a), (int32x4_t)(b)))
#include "kernels.inc"

#if defined(__ARM_FEATURE_DOTPROD)
#define NAMED(x) neon_dot_##x
#define SET_NAME "neon-dot"
#define TARGET
#define vec int16x8_t
#define acc struct halves
#define LANES 4u
#define ROWS 4u
#define ACC_ZERO ((struct halves){vdupq_n_s32(0), vdupq_n_s32(0)})
#define LOAD(p) vreinterpretq_s16_u8(vld1q_u8((const uint8_t *)(p)))
#define SPREAD(p) vreinterpretq_s16_s32(vdupq_n_s32(load_group(p)))
#define PAIRS(sum, w, x) halves_pairs(sum, w, x)
#define QUADS(sum, w, x) ((struct halves){vdotq_s32((sum).low, vreinterpretq_s8_s16(w), vreinterpretq_s8_s16(x)), (sum).high})
#define QUAD_SUMS(start, sum) vaddq_s32(vld1q_s32(start), (sum).low)
#define LEAST -128
#define MOST 127
#define RECALL 0
#define SUMS(start, sum) vaddq_s32(vld1q_s32(start), vpaddq_s32((sum).low, (sum).high))
#define STORE(p, x) vst1q_s32(p, x)
#define HIGH(a, b) ((NAMED(int32s))neon_high32((int32x4_t)(a), (int32x4_t)(b)))
#include "kernels.inc"
#endif
#endif

#ifdef ASKS_KERNELS
static const struct kernels *const all_kernels[] = {
    &scalar_kernels,
#if !defined(PN_SCALAR) && defined(__x86_64__)
    &sse2_kernels, &avx2_kernels,
#ifndef PN_SMALL
    &avx_vnni_kernels, &avx512_vnni_kernels,
#endif
#elif !defined(PN_SCALAR) && defined(__ARM_NEON) && defined(__aarch64__)
    &neon_kernels,
#if defined(__ARM_FEATURE_DOTPROD)
    &neon_dot_kernels,
#endif
#endif
};
#define KERNELS (sizeof all_kernels / sizeof *all_kernels)

/* Can this processor, under this system, run all_kernels[index]? */
static int kernels_run_here(uint32_t index) {
#if !defined(PN_SCALAR) && defined(__x86_64__)
    uint32_t a, b, c, d, low, high, more = 0;
    if (index < 2) return 1;
    __cpuid(0, a, b, c, d);
    if (a < 7) return 0;
    __cpuid(1, a, b, c, d);
    if (!(c >> 27 & 1)) return 0; /* the system keeps no wide registers */
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    __cpuid_count(7, 0, a, b, c, d);
    if (a) {
        uint32_t b1, c1, d1;
        __cpuid_count(7, 1, more, b1, c1, d1);
    }
    const uint32_t avx2 = (low & 6) == 6 && (b >> 5 & 1);
    const uint32_t f = b >> 16 & 1, dq = b >> 17 & 1, bw = b >> 30 & 1, vl = b >> 31;
    if (index == 2) return (int)avx2;
    if (index == 3) return (int)(avx2 && (more >> 4 & 1));
    return (int)(avx2 && (low & 0xE0) == 0xE0 && f && dq && bw && vl && (c >> 11 & 1));
#else
    return index < KERNELS;
#endif
}

/* The last that runs here: they are in order of speed. */
static const struct kernels *kernels_choose(void) {
    uint32_t index = KERNELS;
    while (index-- > 1 && !kernels_run_here(index)) {}
    return all_kernels[index];
}
#endif
