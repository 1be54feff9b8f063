/* Fuzz target: any bytes as a package. Verified in memory of exactly the measured sizes, so that AddressSanitizer sees
 * one byte too many; what pn_measure says and what pn_open does must agree. */
#include "package.h"

/* Every label can be read, and none past the last. */
static void read_all_labels(const pn_model *model, uint32_t labels) {
    size_t length;
    for (uint32_t i = 0; i < labels; i++) {
        const uint8_t *label = pn_label(model, i, &length);
        CHECK(label && length > 0 && length <= 255 && label_valid(label, (uint32_t)length));
    }
    CHECK(!pn_label(model, labels, &length));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    pn_need need;
    const pn_model *model = 0;
    pn_session *session = 0;
    int32_t error = pn_measure(data, size, &need);
    if (error) { /* pn_open says the same; asked of some only, for it unpacks the Unicode tables first */
        static uint64_t memory[1 << 17];
        if (size % 8 == 0) {
            int32_t again = pn_open(data, size, memory, sizeof memory, &model);
            CHECK((again == error || again == PN_MEMORY_SMALL) && !model);
        }
        return 0;
    }
    CHECK(need.model <= 4 * LIMIT_MODEL && need.session <= LIMIT_MODEL && need.labels >= 2 && need.scores >= 1);
    if (size % 8 == 0 && need.model < 1 << 20) { /* 8 bytes less are refused, not overrun */
        void *small = malloc(need.model - 8);
        CHECK(pn_open(data, size, small, need.model - 8, &model) == PN_MEMORY_SMALL && !model);
        free(small);
    }
    void *memory = malloc(need.model), *session_memory = malloc(need.session);
    CHECK(pn_open(data, size, memory, need.model, &model) == PN_OK);
    CHECK(pn_open(data, size, (uint8_t *)memory + 4, need.model, &model) == PN_MEMORY_SMALL);
    read_all_labels(model, need.labels);
    CHECK(pn_begin(model, session_memory, need.session - 8, &session) == PN_MEMORY_SMALL);
    CHECK(pn_begin(model, session_memory, need.session, &session) == PN_OK);
    if (model->work > 1 << 24) { /* allowed, and slow under sanitizers */
        free(memory), free(session_memory);
        return 0;
    }
    int32_t *scores = malloc(need.scores * sizeof *scores);
    uint32_t *probabilities = malloc(need.labels * sizeof *probabilities), sum = 0;
    static const char text[] = "It's a 3.5 star caf\xC3\xA9, really!!! \xF0\x9F\x91\x8D\xEF\xBC\xA1";
    static const uint8_t picture[12 + 4 * 6] = {3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 200, 100, 50, 255, 1, 2, 3, 4}; /* 3 x 2 */
    const int sees = model->task == TASK_IMAGE;
    CHECK(pn_predict(session, sees ? picture : (const uint8_t *)text, sees ? sizeof picture : sizeof text - 1, scores, probabilities) == PN_OK);
    for (uint32_t i = 0; i < need.labels; i++) sum += probabilities[i];
    CHECK(sum == 65536);
    free(scores), free(probabilities), free(memory), free(session_memory);
    return 0;
}
