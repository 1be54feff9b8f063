package pinnace

import java.io.File
import java.io.IOException
import java.io.InputStream
import java.nio.ByteBuffer
import java.nio.CharBuffer
import java.nio.charset.CodingErrorAction
import java.util.concurrent.ConcurrentLinkedQueue

/**
 * @property label the likeliest; of equals, the first
 * @property probabilities by label in the model's order: exact multiples of 1/65536 that add up to 1
 * @property scores one for two labels, else one per label, in nats (exact multiples of 1/1024)
 */
public data class Answer(val label: String, val probabilities: Map<String, Double>, val scores: List<Double>)

/**
 * What a word of a text adds to a score.
 * @property begin in bytes of UTF-8
 * @property end in bytes of UTF-8
 * @property contribution in nats
 */
public data class Word(val word: String, val begin: Int, val end: Int, val contribution: Double)

/** [bias] and all contributions add up to the score of [label], in nats; [words] in the order of the text. */
public data class Explanation(val label: String, val bias: Double, val words: List<Word>)

/**
 * A loaded package: raw text in, exact answer out, the same bits as on every other runtime. Nothing leaves the device.
 *
 *     val model = Model.load(context.assets.open("reviews.pinnace"))
 *     model.predict("Not bad at all!").label
 *
 * Any number of threads and coroutines may call it at once. A prediction takes microseconds and suspends nothing; loading
 * takes milliseconds and belongs on a background dispatcher. There is nothing to close: the garbage collector frees it.
 */
public class Model private constructor(private val core: Opened) {
    /** The package's labels in order. */
    public val labels: List<String> = core.labels()

    private val idle = ConcurrentLinkedQueue<Session>() // as many as ever predicted at the same time

    public fun predict(text: String): Answer = predict(utf8(text))

    /** [text]: UTF-8 of any quality. */
    public fun predict(text: ByteArray): Answer {
        val numbers = session { it.predict(text) }
        val scores = core.scoreCount
        var top = 0
        for (i in labels.indices) if (numbers[scores + i] > numbers[scores + top]) top = i
        val probabilities = LinkedHashMap<String, Double>(2 * labels.size)
        labels.forEachIndexed { i, label -> probabilities[label] = numbers[scores + i] / 65536.0 }
        return Answer(labels[top], probabilities, List(scores) { numbers[it] / 1024.0 })
    }

    /** Why? [label]: the answer's by default. Throws PinnaceError `input.label` when the model has no such label. */
    public fun explain(text: String, label: String? = null): Explanation = explain(utf8(text), label)

    /** [text]: UTF-8 of any quality. */
    public fun explain(text: ByteArray, label: String? = null): Explanation {
        val name = label ?: predict(text).label
        val index = labels.indexOf(name)
        if (index < 0) throw PinnaceError("input.label", "this model has no label “$name”: ${labels.joinToString()}")
        val single = core.scoreCount == 1 // the second label's score; the first label's is its opposite
        val sign = if (single && index == 0) -1 else 1
        val numbers = session { it.explain(text, if (single) 0 else index) }
        val words = List(numbers[1]) {
            val (begin, end, contribution) = numbers.slice(2 + 3 * it..4 + 3 * it)
            Word(String(text, begin, end - begin, Charsets.UTF_8), begin, end, sign * contribution / 1024.0)
        }
        return Explanation(name, sign * numbers[0] / 1024.0, words)
    }

    private inline fun <T> session(use: (Session) -> T): T {
        val session = idle.poll() ?: Session(core)
        try {
            return use(session)
        } finally {
            idle.add(session)
        }
    }

    public companion object {
        /** Throws PinnaceError: `package.*` when the package is refused, `core.missing` without a library to run it. */
        @JvmStatic
        public fun load(bytes: ByteArray): Model {
            Core.ready()
            return Model(Opened(memory(bytes.size.toLong()).apply { put(bytes) }))
        }

        /** Reads to the end and closes. Throws PinnaceError `fetch.failed` as well, when it cannot be read. */
        @JvmStatic
        public fun load(stream: InputStream): Model = load(reading("the stream") { stream.use { it.readBytes() } })

        /** Throws PinnaceError `fetch.failed` as well, when it cannot be read. */
        @JvmStatic
        public fun load(file: File): Model = load(reading(file.path) { file.readBytes() })

        private inline fun reading(name: String, read: () -> ByteArray): ByteArray = try {
            read()
        } catch (cause: IOException) {
            throw PinnaceError("fetch.failed", "$name cannot be had: ${cause.message}", cause = cause)
        }
    }
}

private val REPLACEMENT = "\uFFFD".toByteArray()

/** As everywhere, a lone surrogate becomes U+FFFD; Java's own conversion would make it a question mark. */
private fun utf8(text: String): ByteArray {
    if (text.none(Char::isSurrogate)) return text.toByteArray()
    val encoder = Charsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE).replaceWith(REPLACEMENT)
    val bytes: ByteBuffer = encoder.encode(CharBuffer.wrap(text))
    return ByteArray(bytes.remaining()).also(bytes::get)
}
