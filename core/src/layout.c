/* How networks lay out memory: packed weights when a package is opened, working memory while an operator runs. */
#include "kernels.h"

static uint32_t blocks_of(uint32_t outputs) { return (outputs + BLOCK - 1) / BLOCK; }
static uint32_t groups_of(uint32_t inputs, uint32_t bytes) { return bytes ? (inputs + 3) / 4 : (inputs + 1) / 2; }

/* At most: as pairs of int16. The same on every processor, so that all refuse the same packages. */
static uint64_t packed_bytes(uint32_t outputs, uint32_t taps, uint32_t inputs) {
    return (uint64_t)blocks_of(outputs) * taps * groups_of(inputs, 0) * BLOCK * GROUP;
}

/* Biases and scales per output, zeros behind the last: vectors read whole blocks. */
static void spread_epilogue(const struct pn_model *m, struct op *op, uint32_t outputs) {
    struct carver *c = m->carver;
    const struct tensor *bias = &m->tensors[op->bias], *scale = &m->tensors[op->scale];
    uint64_t size = (uint64_t)blocks_of(outputs) * BLOCK * 4;
    op->biases = carve(c, size), op->scales = carve(c, size);
    if (!op->scales || !bias->raw || !scale->raw) return;
    pn_zero(op->biases, (size_t)size);
    pn_zero(op->scales, (size_t)size);
    /* The same factors with a larger shift, if they have room: only the upper half of a product counts then. */
    const uint32_t more = op->shift < FAST && scale->largest << (FAST - op->shift) < (int64_t)1 << 31 ? FAST - op->shift : 0;
    for (uint32_t o = 0; o < outputs; o++) op->biases[o] = bias->raw[o], op->scales[o] = scale->raw[scale->columns > 1 ? o : 0] << more;
    op->shift += more;
}

/* How rows of `in` are multiplied. Bytes that a product cannot take as they are become larger by an offset, which the
 * sums make up for; those that do not fit even so are halved: two products, still faster than one of int16. */
static void choose_bytes(const struct pn_model *m, struct op *op) {
    if (!HAS_QUADS) return;
    const struct kernels *k = KERNELS_OF(m);
    const struct value *in = &m->values[op->in];
    op->bytes = k->bytes && in->type == TYPE_INT8, op->halves = 1;
    if (!op->bytes) return;
    op->offset = in->least < k->least ? (uint32_t)(k->least - in->least) : 0;
    if (in->most + (int32_t)op->offset > k->most) op->halves = 2;
}

/* Does an earlier operator multiply the same weights in the same way? A picture and its mirror image go through the same
 * layers: what they need is made once. */
static int packed_before(const struct pn_model *m, struct op *op) {
    const struct value *in = &m->values[op->in];
    op->given = op->shift;
    for (const struct op *e = m->ops; e != op; e++) {
        const struct value *from = &m->values[e->in];
        if (e->code != op->code || e->weights != op->weights || e->bias != op->bias || e->scale != op->scale || e->given != op->given) continue;
        if (e->width != op->width || e->size != op->size || e->dilation != op->dilation || m->values[e->out].type != m->values[op->out].type) continue;
        if (from->type != in->type || from->columns != in->columns || from->least != in->least || from->most != in->most) continue;
        op->packed = e->packed, op->start = e->start, op->begins = e->begins, op->biases = e->biases, op->scales = e->scales;
        op->shift = e->shift, op->bytes = e->bytes, op->offset = e->offset, op->halves = e->halves;
        return 1;
    }
    return 0;
}

/* Weights (outputs, taps * inputs) of int8 into blocks, as bytes if int8 rows are multiplied so, else as int16. Each
 * product begins with what the offset of its row adds to it. */
static void pack_weights(const struct pn_model *m, struct op *op, uint32_t outputs, uint32_t inputs) {
    struct carver *c = m->carver;
    if (!BRIEF && packed_before(m, op)) return;
    choose_bytes(m, op);
    const uint32_t bytes = as_bytes(op), taps = op->width;
    const uint32_t groups = groups_of(inputs, bytes), each = bytes ? 4 : 2, blocks = blocks_of(outputs);
    const int8_t *weights = m->tensors[op->weights].dense;
    spread_epilogue(m, op, outputs);
    op->packed = carve(c, packed_bytes(outputs, taps, inputs));
    op->start = carve(c, (uint64_t)blocks * taps * BLOCK * 4);
    op->begins = carve(c, (uint64_t)blocks * BLOCK * 4);
    if (!op->begins || !op->packed || !weights) return;
    uint8_t *to = op->packed;
    int32_t *start = op->start;
    pn_copy((uint8_t *)op->begins, (const uint8_t *)op->biases, (size_t)blocks * BLOCK * 4);
    for (uint32_t block = 0; block < blocks; block++)
        for (uint32_t tap = 0; tap < taps; tap++, start += BLOCK) {
            for (uint32_t i = 0; i < BLOCK; i++) start[i] = 0;
            for (uint32_t group = 0; group < groups; group++)
                for (uint32_t i = 0; i < BLOCK; i++)
                    for (uint32_t k = 0; k < each; k++) {
                        uint32_t o = block * BLOCK + i, input = group * each + k;
                        int32_t w = o < outputs && input < inputs ? weights[((uint64_t)o * taps + tap) * inputs + input] : 0;
                        if (bytes) start[i] -= (int32_t)offset_of(op) * w;
                        *to++ = (uint8_t)w;
                        if (!bytes) *to++ = (uint8_t)(w >> 8);
                    }
            for (uint32_t i = 0; i < BLOCK; i++) op->begins[block * BLOCK + i] = (int32_t)((uint32_t)op->begins[block * BLOCK + i] + (uint32_t)start[i]);
        }
}

/* Weights (height * width, columns) of a depthwise convolution by units of columns, as the products of its columns want
 * them: packed[unit][column of the window][group][column of the unit][row of the group]. The last unit ends with the last
 * column. Plain C multiplies them as they are, and so do all what is too narrow or no int8. */
static void pack_depthwise(const struct pn_model *m, struct op *op, uint32_t columns, uint32_t height, uint32_t width) {
    const uint32_t units = (columns + UNIT - 1) / UNIT;
    const int8_t *weights = m->tensors[op->weights].dense;
    if (!BRIEF && packed_before(m, op)) return;
    spread_epilogue(m, op, columns);
    op->packed = carve(m->carver, (uint64_t)units * width * ((height + 1) / 2) * UNIT * GROUP);
    op->begins = carve(m->carver, (uint64_t)blocks_of(columns) * BLOCK * 4);
    if (!op->begins || !op->packed || !weights) return;
    choose_bytes(m, op);
    const uint32_t usual = depthwise_usual(height, width, op->dilation, op->shift, m->values[op->out].type);
    if (m->values[op->in].type != TYPE_INT8 || columns < UNIT || halves_of(op) > 1 || KERNELS_OF(m)->plain || (SMALL && !usual)) {
        op->packed = 0;
        return;
    }
    const uint32_t zip = as_bytes(op) ? 4 : 2, groups = (height + zip - 1) / zip;
    uint8_t *to = op->packed;
    for (uint32_t unit = 0; unit < units; unit++)
        for (uint32_t j = 0; j < width; j++)
            for (uint32_t i = 0; i < groups * zip; i += zip)
                for (uint32_t c = 0; c < UNIT; c++)
                    for (uint32_t k = i; k < i + zip; k++) {
                        const uint32_t at = (unit + 1) * UNIT > columns ? columns - UNIT : unit * UNIT;
                        int32_t w = k < height ? weights[(size_t)(k * width + j) * columns + at + c] : 0;
                        *to++ = (uint8_t)w;
                        if (!as_bytes(op)) *to++ = (uint8_t)(w >> 8);
                    }
    for (uint32_t c = 0; c < columns; c++) {
        uint32_t sum = (uint32_t)op->biases[c];
        for (uint32_t k = 0; k < height * width; k++) sum -= offset_of(op) * (uint32_t)weights[(size_t)k * columns + c];
        op->begins[c] = (int32_t)sum;
    }
}

/* --- working memory ------------------------------------------------------------------------------------------------ */
/* Of a row, at most: int16, or two halves of bytes, in whole groups. */
static uint64_t prepared_bytes(uint32_t numbers) { return (uint64_t)groups_of(numbers, 1) * 2 * GROUP; }

/* Numbers of a row of pixels, those at its sides too; where taps lie apart, of its part of each window: `size` times that is
 * 2^25 at most, as weights have no more than 2^16 columns and pictures 2^9. */
static uint32_t band_numbers(const struct op *op, uint32_t inputs) {
    if (op->dilation > 1) return (op->across + op->stride - 1) / op->stride * op->size * inputs;
    return (op->across + op->size - 1) * inputs;
}

/* conv2d: the rows of pixels that one row of results reads, with zeros around them. */
struct band_space {
    uint32_t numbers;  /* in a row */
    uint8_t *prepared; /* (size, groups * GROUP), and once more for second halves; the last window reads a group too far */
};

static struct band_space band_layout(const struct op *op, uint32_t inputs, struct carver *c) {
    struct band_space s;
    s.numbers = band_numbers(op, inputs);
    s.prepared = carve(c, prepared_bytes(s.numbers) * op->size + GROUP);
    return s;
}

/* depthwise: of one unit, the groups of every pixel in a row, those outside too. */
static uint64_t zipped_bytes(uint32_t across, uint32_t height, uint32_t width, uint32_t dilation) {
    return (uint64_t)(across + width * dilation) * ((height + 1) / 2) * UNIT * GROUP;
}

static uint64_t band_scratch(const struct op *op, uint32_t inputs) {
    struct carver c = {0, 0, 0};
    band_layout(op, inputs, &c);
    return c.used;
}

#ifdef PN_WORDS
struct conv_space {
    uint32_t results;   /* at a time */
    uint32_t rows;      /* that those read */
    uint32_t *slot;     /* (rows,) which products belong to a row */
    int32_t *most;      /* (outputs, filled up,) for maxima only */
    uint8_t *prepared;  /* (rows, groups * GROUP), and once more for second halves */
    int32_t *products;  /* (rows, width, BLOCK) where taps lie apart */
};

/* Rows from the first that `results` results read to the last. */
static uint32_t conv_span(const struct op *op, uint32_t results) {
    return (results - 1) * op->stride + (op->width - 1) * op->dilation + 1;
}

static struct conv_space conv_layout(const struct op *op, const struct value *in, uint32_t outputs, struct carver *c) {
    struct conv_space s;
    uint32_t most = (in->rows + op->stride - 1) / op->stride, reach = conv_span(op, 1);
    s.results = op->remembered ? most : reach < CHUNK ? (CHUNK - reach) / op->stride + 1 : 1;
    if (s.results > most) s.results = most;
    uint32_t rows = conv_span(op, s.results); /* those before the first and behind the last, too */
    if (rows < in->rows && op->remembered) rows = in->rows;
    s.rows = rows;
    s.slot = carve(c, (uint64_t)rows * 4);
    s.most = carve(c, (uint64_t)blocks_of(outputs) * BLOCK * 4);
    s.prepared = carve(c, (uint64_t)rows * prepared_bytes(in->columns));
    s.products = carve(c, op->dilation > 1 ? (uint64_t)rows * op->width * BLOCK * 4 : 0);
    return s;
}

static uint64_t conv_scratch(const struct op *op, const struct value *in, uint32_t outputs) {
    struct carver c = {0, 0, 0};
    conv_layout(op, in, outputs, &c);
    return c.used;
}

/* What a convolution knows of rows that it has met; lies in the session and outlives texts. */
struct conv_memory {
    uint32_t *count;    /* rows known */
    uint32_t *table;    /* (mask + 1,) 1 + the row found there, by its hash */
    uint32_t mask;
    uint8_t *rows;      /* (remembered, bytes of a row) */
    int32_t *products;  /* (blocks, remembered, width, BLOCK) */
};

static struct conv_memory conv_memory_layout(const struct op *op, const struct value *in, uint32_t outputs, struct carver *c) {
    struct conv_memory s;
    for (s.mask = 1; s.mask < 2 * op->remembered; s.mask *= 2) {}
    s.count = carve(c, 4);
    s.table = carve(c, (uint64_t)s.mask * 4);
    s.mask--;
    s.rows = carve(c, (uint64_t)op->remembered * in->columns * (in->type == TYPE_INT8 ? 1 : 2));
    s.products = carve(c, (uint64_t)blocks_of(outputs) * op->remembered * op->width * BLOCK * 4);
    return s;
}

/* Words come again, in a text and in the next one: a convolution right behind an embedding keeps the products of rows,
 * if a whole text's fit. */
static void remember(struct pn_model *m, struct op *op, const struct value *in, uint32_t outputs) {
    uint32_t rows = REMEMBERED / (blocks_of(outputs) * op->width * BLOCK * 4);
    if (rows > CHUNK) rows = CHUNK;
    if (rows < in->rows) return;
    op->remembered = rows;
    struct carver c = {0, 0, m->remembered};
    conv_memory_layout(op, in, outputs, &c);
    if (c.used > LIMIT_REMEMBERED) op->remembered = 0;
    else op->memory = m->remembered, m->remembered = c.used;
}

struct gru_space {
    uint8_t *prepared; /* (groups * GROUP,) the state */
    int32_t *sums;     /* (3 H, filled up,) */
};

static struct gru_space gru_layout(uint32_t h, struct carver *c) {
    struct gru_space s;
    s.prepared = carve(c, (uint64_t)groups_of(h, 0) * GROUP);
    s.sums = carve(c, (uint64_t)blocks_of(3 * h) * BLOCK * 4);
    return s;
}

static uint64_t gru_scratch(uint32_t h) {
    struct carver c = {0, 0, 0};
    gru_layout(h, &c);
    return c.used;
}
#endif
