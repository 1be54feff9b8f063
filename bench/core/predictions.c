/* Predicts every input of a request again and again: what callgrind counts (instructions.py), and nothing else of it.
 *
 *     predictions REQUEST INSTRUCTIONS TIMES     REQUEST: a file of src/pinnace/checking/protocol.py; INSTRUCTIONS: "sse2", …
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "pinnace.c"

static uint32_t number(FILE *file) {
    uint32_t value;
    if (fread(&value, 4, 1, file) != 1) exit(2);
    return value;
}

static uint8_t *bytes(FILE *file, uint32_t length) {
    uint8_t *found = malloc(length + 1u);
    if (fread(found, 1, length, file) != length) exit(2);
    return found;
}

static uint32_t index_of(const char *name) {
    for (uint32_t i = 0; pn_instructions(i); i++)
        if (!strcmp(pn_instructions(i), name)) return i;
    exit(3);
}

/* callgrind --toggle-collect=measured */
__attribute__((noinline)) int32_t measured(pn_session *session, const uint8_t *input, size_t length, int32_t *scores, uint32_t *chances) {
    return pn_predict(session, input, length, scores, chances);
}

int main(int count, char **arguments) {
    FILE *file = count == 4 ? fopen(arguments[1], "rb") : 0;
    if (!file) return 2;
    uint32_t size = number(file), n;
    const uint8_t *package = bytes(file, size);
    pn_need need;
    const pn_model *model;
    pn_session *session;
    if (pn_measure(package, size, &need)) return 4;
    if (pn_open_with(index_of(arguments[2]), package, size, malloc(need.model), need.model, &model)) return 4;
    if (pn_begin(model, malloc(need.session), need.session, &session)) return 4;
    number(file); /* inputs to explain: none are */
    n = number(file);
    int32_t *scores = malloc(4 * need.scores);
    uint32_t *chances = malloc(4 * need.labels), *lengths = malloc(4 * n), sum = 0;
    uint8_t **inputs = malloc(n * sizeof *inputs);
    for (uint32_t i = 0; i < n; i++) inputs[i] = bytes(file, lengths[i] = number(file));
    for (int times = atoi(arguments[3]); times-- > 0;)
        for (uint32_t i = 0; i < n; i++) {
            if (measured(session, inputs[i], lengths[i], scores, chances)) return 5;
            sum = sum * 31 + chances[0];
        }
    printf("%u\n", sum); /* so that nothing is left out, and builds that disagree are seen */
    return 0;
}
