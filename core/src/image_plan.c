/* Plans of pictures: the picture that a network sees, and convolutions over its pixels (spec/ops.md). */
#include "image.c"
#include "network_plan.c"

static int32_t read_picture(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_varint(r, LIMIT_VIEW, &m->view.width));
    PN_TRY(read_varint(r, LIMIT_VIEW, &m->view.height));
    PN_TRY(read_varint(r, FIT_STRETCH, &m->view.fit));
    PN_TRY(read_varint(r, 0xFFFFFF, &m->view.background));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!view_valid(&m->view)) return PN_PACKAGE_ARGUMENT;
    struct value *out = &m->values[op->out];
    if (out->type != TYPE_INT8 || out->rows != m->view.width * m->view.height || out->columns != COLOURS) return PN_PACKAGE_VALUE;
    written_as(out, 0, 1);
    out->window = out->rows; /* as many pixels as this, always */
    return PN_OK;
}

/* A square that goes over the pixels of `in`. */
static int32_t read_square(struct pn_model *m, struct reader *r, struct op *op) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_varint(r, LIMIT_VIEW, &op->across));
    PN_TRY(read_varint(r, 7, &op->size));
    return read_varint(r, 4, &op->stride);
}

/* Is the result that of a square over pixels which are there, whole rows of them? */
static int square_fits(const struct pn_model *m, const struct op *op, const uint32_t *written) {
    const struct value *in = &m->values[op->in], *out = &m->values[op->out];
    if (!written[op->in] || !is_type(in, INTEGERS) || in->rows % op->across || !is_type(out, INTEGERS)) return 0;
    return out->rows == ((op->across + op->stride - 1) / op->stride) * ((in->rows / op->across + op->stride - 1) / op->stride);
}

static int32_t read_pool2d(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_square(m, r, op));
    PN_TRY(read_varint(r, 3, &op->kind));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->across || !op->size || !op->stride || !op->kind) return PN_PACKAGE_ARGUMENT;
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    if (!square_fits(m, op, written) || out->type != in->type || out->columns != in->columns * (op->kind == 3 ? 2 : 1)) return PN_PACKAGE_VALUE;
    m->work += (uint64_t)out->rows * op->size * op->size * in->columns;
    written_as(out, 0, 1);
    out->window = out->rows;
    if (in->least >= 0) out->least = 0;
    op->dilation = 1;
    need_scratch(m, PAST);
    return PN_OK;
}

static int32_t read_mirror(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_index(r, m->value_count, &op->in));
    PN_TRY(read_varint(r, LIMIT_VIEW, &op->across));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->across) return PN_PACKAGE_ARGUMENT;
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    op->stride = 1;
    if (!square_fits(m, op, written) || out->type != in->type || out->columns != in->columns) return PN_PACKAGE_VALUE;
    written_as(out, in, 1);
    out->least = in->least, out->most = in->most;
    return PN_OK;
}

/* conv2d and depthwise2d: the same arguments, and a square that goes over the pixels. Those of the second version have a
 * dilation besides; from here on they are the same operators. */
static int32_t read_conv2d(struct pn_model *m, struct reader *r, struct op *op, const uint32_t *written) {
    PN_TRY(read_square(m, r, op));
    op->dilation = 1;
    if (op->code >= OP_CONV2D_2) {
        op->code -= OP_CONV2D_2 - OP_CONV2D;
        PN_TRY(read_varint(r, 16, &op->dilation));
    }
    PN_TRY(read_varint(r, 1, &op->relu));
    PN_TRY(read_varint(r, 62, &op->shift));
    PN_TRY(read_weights(m, r, op));
    PN_TRY(read_index(r, m->value_count, &op->out));
    if (!op->across || !op->size || !op->stride || !op->dilation || !op->shift) return PN_PACKAGE_ARGUMENT;
    PN_TRY(check_weights(m, op));
    const struct tensor *weights = &m->tensors[op->weights];
    const struct value *in = &m->values[op->in];
    struct value *out = &m->values[op->out];
    const uint32_t whole = op->code == OP_CONV2D, inputs = in->columns, outputs = out->columns, taps = op->size * op->size;
    if (!square_fits(m, op, written)) return PN_PACKAGE_VALUE;
    if (whole ? weights->rows != outputs || weights->columns != taps * inputs
              : weights->rows != taps || weights->columns != inputs || inputs != outputs) return PN_PACKAGE_VALUE;
    if (!per_output(m, op, outputs)) return PN_PACKAGE_VALUE;
    int64_t sum = whole ? weights->largest_row : (int64_t)taps * 127;
    if (sum * in->largest + m->tensors[op->bias].largest > FITS_INT32) return PN_PACKAGE_OVERFLOW;
    m->work += (uint64_t)out->rows * weights->rows * weights->columns;
    written_as(out, 0, 1);
    out->window = out->rows;
    if (op->relu) out->least = 0;
    if (!whole) {
        need_scratch(m, zipped_bytes(op->across, op->size, op->size, op->dilation));
        pack_depthwise(m, op, outputs, op->size, op->size);
        return PN_OK;
    }
    op->width = op->size; /* a row of its window is what a tap is to conv.v1 */
    need_scratch(m, band_scratch(op, inputs));
    return pack(m, op, outputs, op->size * inputs);
}
