/* Predicting: bytes through the tokenizer into the streaming operators, then the rest of the plan. */
#include "ops/gram_sum.c"
#include "ops/softmax.c"
#ifdef PN_NETWORKS
#include "ops/conv2d.c" /* <- pointwise, kernels */
#include "ops/depthwise.c"
#include "ops/add.c"
#include "ops/mirror.c"
#endif
#ifdef PN_WORDS
#include "ops/embed.c"
#include "ops/conv.c"
#include "ops/attend.c"
#include "ops/gate.c"
#include "ops/gru.c"
#endif

#if PN_EXPLAIN
static void explain_words(struct pn_session *s);
#endif

#ifdef PN_WORDS
static void session_streams(struct pn_session *s) {
    const struct op *ops = s->model->ops;
    for (uint32_t i = 0; i < s->model->op_count && ops[i].code <= OP_EMBED; i++)
        if (ops[i].code == OP_GRAM_SUM) gram_sum_words(s, &ops[i]);
        else embed_words(s, &ops[i], &s->embedded[i]);
}
#endif

#ifdef PN_NETWORKS
/* What follows the stream. */
static void session_networks(struct pn_session *s) {
    for (uint32_t i = 0; i < s->model->op_count; i++) {
        const struct op *op = &s->model->ops[i];
        switch (op->code) {
#ifdef PN_WORDS
        case OP_CONV: conv_run(s, op); break;
        case OP_ATTEND: attend_run(s, op); break;
        case OP_GATE: gate_run(s, op); break;
        case OP_GRU: gru_run(s, op); break;
#else
        case OP_CONV: if (!BRIEF) pointwise_run(s, op); break;
#endif
        case OP_DEPTHWISE: case OP_DEPTHWISE2D: case OP_POOL: case OP_POOL2D: case OP_SCALE: depthwise_run(s, op); break;
        case OP_ADD: add_run(s, op); break;
        case OP_CONV2D: conv2d_run(s, op); break;
        case OP_MIRROR: mirror_run(s, op); break;
        case OP_LOGISTIC: logistic_run(s, op); break;
        case OP_SOFTMAX: softmax_run(s, op); break;
        default: break;
        }
    }
}

static void session_ended(struct pn_session *s) {
    for (uint32_t i = 0; i < s->model->op_count && s->model->ops[i].code <= OP_EMBED; i++)
#ifdef PN_WORDS
        if (s->model->ops[i].code == OP_EMBED) embed_finish(s, &s->model->ops[i], s->embedded[i]);
        else
#endif
        s->rows[s->model->ops[i].out] = 1;
}
#endif

/* The tokenizer hands over a batch of words. */
static void session_words(struct text *t) {
    struct pn_session *s = (struct pn_session *)(void *)t;
#if PN_EXPLAIN
    if (s->explanation) {
        explain_words(s);
        return;
    }
#endif
#ifdef PN_WORDS
    session_streams(s);
#else
    for (uint32_t i = 0; i < s->model->op_count && s->model->ops[i].code == OP_GRAM_SUM; i++) gram_sum_words(s, &s->model->ops[i]);
#endif
}

PN_SELDOM static uint64_t session_layout(const struct pn_model *m, struct pn_session *s, struct carver *c) {
    struct pn_session scratch;
    if (!s) s = &scratch;
    s->seen = carve(c, (uint64_t)m->seen_words * 8);
    s->arena = carve(c, m->arena);
#ifdef PN_NETWORKS
    s->scratch = carve(c, m->scratch);
    if (reads_pictures(m)) image_layout(&s->image, &m->view, s->arena ? s->arena + m->values[m->ops[0].out].offset : 0, c);
#endif
#ifdef PN_WORDS
    s->memory = carve(c, m->remembered);
#endif
    return c->used;
}

PN_SELDOM int32_t pn_begin(const pn_model *model, void *memory, size_t memory_size, pn_session **session) {
    struct carver c = {0, 0, 0};
    carve(&c, sizeof(struct pn_session));
    if (!memory || (uintptr_t)memory % 8 || memory_size < session_layout(model, 0, &c)) return PN_MEMORY_SMALL;
    c.memory = memory, c.size = memory_size, c.used = 0;
    struct pn_session *s = carve(&c, sizeof *s);
    pn_zero(s, sizeof *s);
    session_layout(model, s, &c);
    s->model = model;
    pn_zero(s->arena, model->arena);
#ifdef PN_WORDS
    for (uint32_t i = 0; i < model->op_count; i++)
        if (model->ops[i].code == OP_CONV && model->ops[i].remembered) conv_forget(s, &model->ops[i]);
#endif
    if (PN_TEXT) {
        s->text.unicode = &model->unicode;
#ifndef PN_DEVICE
        s->text.emit = session_words;
#endif
        for (uint32_t i = 0; i < model->op_count; i++) s->text.keep_chars |= model->ops[i].chars_max;
    }
    pn_reset(s);
    *session = s;
    return PN_OK;
}

void pn_reset(pn_session *s) {
    if (PN_TEXT) text_reset(&s->text);
#ifdef PN_NETWORKS
    image_reset(&s->image);
#endif
#ifdef PN_WORDS
    pn_zero(s->embedded, sizeof s->embedded);
#endif
    for (uint32_t i = 0; PN_TEXT && i < s->model->op_count; i++)
        if (s->model->ops[i].code == OP_GRAM_SUM) gram_sum_reset(s, &s->model->ops[i]);
}

int32_t pn_write(pn_session *s, const uint8_t *text, size_t length) {
#ifdef PN_NETWORKS
    if (reads_pictures(s->model)) return length ? image_write(&s->image, text, length) : PN_OK;
#endif
    if (length) text_write(&s->text, text, length, session_words); /* `text` may be NULL for nothing */
    return PN_OK;
}

int32_t pn_finish(pn_session *s, int32_t *scores, uint32_t *probabilities) {
    const struct pn_model *m = s->model;
#ifdef PN_NETWORKS
    if (reads_pictures(m)) {
        if (image_finish(&s->image)) {
            pn_reset(s);
            return PN_INPUT_PICTURE;
        }
        picture_run(s, &m->ops[0]);
    } else text_finish(&s->text);
    session_ended(s);
    session_networks(s);
#else
    text_finish(&s->text);
    for (uint32_t i = 0; i < m->op_count; i++) {
        if (m->ops[i].code == OP_LOGISTIC) logistic_run(s, &m->ops[i]);
        if (m->ops[i].code == OP_SOFTMAX) softmax_run(s, &m->ops[i]);
    }
#endif
    const struct value *from = &m->values[m->scores], *chances = &m->values[m->probabilities];
    if (scores) __builtin_memcpy(scores, s->arena + from->offset, from->columns * 4);
    if (probabilities) __builtin_memcpy(probabilities, s->arena + chances->offset, chances->columns * 4);
    pn_reset(s);
    return PN_OK;
}

int32_t pn_predict(pn_session *s, const uint8_t *text, size_t length, int32_t *scores, uint32_t *probabilities) {
    if (length > 0xFFFFFFFFu) return PN_INPUT_LONG;
#ifdef PN_NETWORKS
    if (reads_pictures(s->model)) {
        pn_reset(s);
        int32_t error = pn_write(s, text, length);
        if (!error) return pn_finish(s, scores, probabilities);
        pn_reset(s);
        return error;
    }
#endif
    if (s->text.next) pn_reset(s); /* a stream that was never finished is no part of this text */
    pn_write(s, text, length);
    return pn_finish(s, scores, probabilities);
}

int32_t pn_predict_batch(pn_session *s, const uint8_t *texts, const uint64_t *offsets, size_t n, int32_t *scores,
                         uint32_t *probabilities) {
    const uint32_t columns = s->model->values[s->model->scores].columns, labels = s->model->label_count;
    for (size_t i = 0; i < n; i++)
        PN_TRY(pn_predict(s, texts + offsets[i], (size_t)(offsets[i + 1] - offsets[i]), scores + i * columns,
                          probabilities + i * labels));
    return PN_OK;
}

#ifdef PN_NETWORKS
const pn_view *pn_sees(const pn_model *m) { return reads_pictures(m) ? &m->view : 0; }

int32_t pn_seen(const pn_session *s, uint8_t *rgb, size_t size) {
    const struct pn_model *m = s->model;
    if (!reads_pictures(m) || s->image.begun || !s->rows[m->ops[0].out]) return PN_INPUT_PICTURE;
    const size_t n = (size_t)m->view.width * m->view.height * COLOURS;
    if (size < n) return PN_MEMORY_SMALL;
    const int8_t *numbers = (const int8_t *)s->arena + m->values[m->ops[0].out].offset;
    for (size_t i = 0; i < n; i++) rgb[i] = (uint8_t)(numbers[i] + 128);
    return PN_OK;
}
#endif
