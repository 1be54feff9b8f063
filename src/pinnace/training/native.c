/* What training would wait for in Python: passes of stochastic gradient descent over vectors of n-grams and texts, sums
 * of vectors, and looking n-grams up.
 *
 * Training only, and floating point, so it is no part of the core: it is compiled for the host alone, as a library of
 * its own, freestanding like the core. Whoever calls owns all memory. The method is described in vectors.py.
 */
#include <stddef.h>
#include <stdint.h>

#define LANES 8
typedef float lanes __attribute__((vector_size(4 * LANES), aligned(4)));

enum { GROUP = 6, AT_ONCE = 256, POOL = 64, WIDEST = 512 };

typedef struct {
    const int32_t *grams;   /* of all texts, one after the other */
    const int64_t *starts;  /* (texts + 1): those of text t are grams[starts[t] .. starts[t + 1]) */
    const int32_t *order;   /* texts to visit */
    int64_t count;          /* how many */
    const uint32_t *keep;   /* (grams) an occurrence is kept when 32 random bits are below it */
    const int32_t *noise;   /* (2^noise_bits) n-grams as often as they are to be drawn as the wrong answer */
    const float *push;      /* (2 * push_half + 1) sigmoid(6 c) for c = -1 .. 1 */
    float *texts;           /* (texts, width) */
    float *vectors;         /* (n-grams, width) */
    uint64_t seed;
    float rate;
    int32_t noise_bits, push_half, width;
} pass;

static inline uint64_t mixed(uint64_t *state) { /* SplitMix64 (Steele, Lea & Flood 2014) */
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline __attribute__((always_inline)) float total(lanes v) {
    return ((v[0] + v[4]) + (v[1] + v[5])) + ((v[2] + v[6]) + (v[3] + v[7]));
}

static inline __attribute__((always_inline)) void fetch(const float *row, int32_t width) {
    for (int32_t i = 0; i < width; i += 16) __builtin_prefetch(row + i, 1, 3);
}

/* One step for the text vector d and GROUP n-grams w, the first of them its own: the gradient of log sigmoid(+-6 cos). */
static inline __attribute__((always_inline)) void pull(const pass *p, float *d, float *const *w) {
    lanes product[GROUP], square[GROUP], square_d = {0};
    for (int k = 0; k < GROUP; k++) product[k] = square[k] = (lanes){0};
    for (int32_t i = 0; i < p->width; i += LANES) {
        lanes a = *(const lanes *)(d + i);
        square_d += a * a;
#pragma clang loop unroll(full)
        for (int k = 0; k < GROUP; k++) {
            lanes b = *(const lanes *)(w[k] + i);
            product[k] += a * b;
            square[k] += b * b;
        }
    }
    float inverse_d = 1.0f / __builtin_sqrtf(total(square_d) + 1e-12f);
    float across[GROUP], along_w[GROUP], along_d = 0.0f;
    for (int k = 0; k < GROUP; k++) {
        float inverse = 1.0f / __builtin_sqrtf(total(square[k]) + 1e-12f);
        float cosine = total(product[k]) * inverse_d * inverse;
        float clipped = cosine < -1.0f ? -1.0f : cosine > 1.0f ? 1.0f : cosine;
        float chance = p->push[(int32_t)((clipped + 1.0f) * (float)p->push_half + 0.5f)];
        float step = p->rate * 6.0f * ((k == 0 ? 1.0f : 0.0f) - chance);
        across[k] = step * inverse_d * inverse;
        along_w[k] = step * cosine * inverse * inverse;
        along_d += step * cosine * inverse_d * inverse_d;
    }
    for (int32_t i = 0; i < p->width; i += LANES) {
        lanes a = *(const lanes *)(d + i), moved = a - a * along_d;
#pragma clang loop unroll(full)
        for (int k = 0; k < GROUP; k++) {
            lanes b = *(const lanes *)(w[k] + i);
            moved += b * across[k];
            *(lanes *)(w[k] + i) = b + (a * across[k] - b * along_w[k]);
        }
        *(lanes *)(d + i) = moved;
    }
}

/* One text: each n-gram that is looked at, beside GROUP - 1 from a pool of noise that is drawn once for the text, because
 * it is the way to memory that takes the time: a pool stays in the cache. */
static inline __attribute__((always_inline)) void visit(const pass *p, int32_t text) {
    uint64_t state = p->seed ^ ((uint64_t)(uint32_t)text << 32);
    size_t width = (size_t)p->width;
    float *d = p->texts + (size_t)text * width, *pool[POOL];
    int64_t at = p->starts[text], end = p->starts[text + 1];
    for (int32_t i = 0; i < POOL; i++) {
        pool[i] = p->vectors + (size_t)p->noise[mixed(&state) >> (64 - p->noise_bits)] * width;
        fetch(pool[i], p->width);
    }
    while (at < end) {
        float *kept[AT_ONCE];
        int32_t count = 0;
        for (; at < end && count < AT_ONCE; at++)
            if ((uint32_t)mixed(&state) < p->keep[p->grams[at]]) kept[count++] = p->vectors + (size_t)p->grams[at] * width;
        for (int32_t i = 0; i < count; i++) {
            if (i + 2 < count) fetch(kept[i + 2], p->width);
            float *group[GROUP] = {kept[i]};
            for (int k = 1; k < GROUP; k++) group[k] = pool[mixed(&state) % POOL];
            pull(p, d, group);
        }
    }
}

/* out (texts, width): the sum of the vectors of each text's n-grams. */
static inline __attribute__((always_inline)) void add_up(
    const int32_t *grams, const int64_t *starts, int64_t texts, const float *vectors, int32_t width, float *out) {
    for (int64_t t = 0; t < texts; t++, out += width) {
        lanes sum[WIDEST / LANES];
        for (int32_t j = 0; j < width / LANES; j++) sum[j] = (lanes){0};
        for (int64_t i = starts[t]; i < starts[t + 1]; i++) {
            if (i + 3 < starts[t + 1]) fetch(vectors + (size_t)grams[i + 3] * (size_t)width, width);
            const float *w = vectors + (size_t)grams[i] * (size_t)width;
            for (int32_t j = 0; j < width; j += LANES) sum[j / LANES] += *(const lanes *)(w + j);
        }
        for (int32_t j = 0; j < width; j += LANES) *(lanes *)(out + j) = sum[j / LANES];
    }
}

static void plain_pass(const pass *p) {
    for (int64_t i = 0; i < p->count; i++) visit(p, p->order[i]);
}

static void plain_sums(const int32_t *g, const int64_t *s, int64_t n, const float *v, int32_t w, float *out) {
    add_up(g, s, n, v, w, out);
}

#ifdef __x86_64__ /* twice the lanes and fused multiply-add, where the machine has them */
__attribute__((target("arch=haswell"))) static void wide_pass(const pass *p) {
    for (int64_t i = 0; i < p->count; i++) visit(p, p->order[i]);
}

__attribute__((target("arch=haswell"))) static void wide_sums(
    const int32_t *g, const int64_t *s, int64_t n, const float *v, int32_t w, float *out) {
    add_up(g, s, n, v, w, out);
}

static int wide(void) {
    uint32_t a = 1, b, c = 0, d;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    if (!(c >> 12 & c >> 27 & c >> 28 & 1)) return 0; /* FMA, the system saves AVX registers, AVX */
    uint32_t low, high;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6) return 0;
    a = 7, c = 0;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (int)(b >> 5 & 1);
}
#else
static int wide(void) { return 0; }
#define wide_pass plain_pass
#define wide_sums plain_sums
#endif

#ifdef _WIN32
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* 0, or 1 when the pass asks for what there is no room for. */
EXPORT int32_t pv_pass(const pass *p) {
    if (p->width < LANES || p->width > WIDEST || p->width % LANES) return 1;
    if (wide()) wide_pass(p);
    else plain_pass(p);
    return 0;
}

EXPORT int32_t pv_sums(
    const int32_t *grams, const int64_t *starts, int64_t texts, const float *vectors, int32_t width, float *out) {
    if (width < LANES || width > WIDEST || width % LANES) return 1;
    if (wide()) wide_sums(grams, starts, texts, vectors, width, out);
    else plain_sums(grams, starts, texts, vectors, width, out);
    return 0;
}

/* places (count): where each of the ids is in `known` (ascending), -1 when it is not there. Identities are hashes, so
 * the top bits say almost where: first (2^bits + 1) is where those with each value of the top bits begin. */
EXPORT void pv_places(
    const uint32_t *ids, int64_t count, const uint32_t *known, const int32_t *first, int32_t bits, int32_t *places) {
    for (int64_t i = 0; i < count; i++) {
        uint32_t id = ids[i], top = (uint32_t)((uint64_t)id >> (32 - bits));
        int32_t low = first[top], high = first[top + 1];
        while (high - low > 8) {
            int32_t middle = low + (high - low) / 2;
            if (known[middle] <= id) low = middle;
            else high = middle;
        }
        int32_t place = -1;
        for (int32_t j = low; j < high; j++) place = known[j] == id ? j : place;
        places[i] = place;
    }
}

/* columns: for each text the distinct places of its n-grams' buckets, in the order they come, those of text t from ends[t]
 * on; ends (texts + 1). place (2^bits): of each bucket, -1 for none. seen: as many as there are places, all -1 at first;
 * it remembers the last text that had each. */
EXPORT void pv_present(
    const uint32_t *ids, const int64_t *starts, int64_t texts, uint32_t multiplier, int32_t bits, const int32_t *place,
    int32_t *seen, int32_t *columns, int64_t *ends) {
    int64_t count = 0;
    ends[0] = 0;
    for (int64_t t = 0; t < texts; t++) {
        for (int64_t i = starts[t]; i < starts[t + 1]; i++) {
            int32_t at = place[(ids[i] * multiplier) >> (32 - bits)];
            if (at < 0 || seen[at] == (int32_t)t) continue;
            seen[at] = (int32_t)t;
            columns[count++] = at;
        }
        ends[t + 1] = count;
    }
}
