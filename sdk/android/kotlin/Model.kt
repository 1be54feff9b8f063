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
public class Word(public val word: String, public val begin: Int, public val end: Int, public val contribution: Double)

/** [bias] and all contributions add up to the score of [label], in nats; [words] in the order of the text. */
public class Explanation(public val label: String, public val bias: Double, public val words: List<Word>)

/** The size of what a model sees of a picture, in pixels. */
public class View(public val width: Int, public val height: Int)

/**
 * What a model saw of a picture: turned upright, cut and made smaller.
 * @property rgb (height, width, 3): rows from the top, each pixel red, green, blue
 */
public class Picture(public val width: Int, public val height: Int, public val rgb: ByteArray)

/**
 * A loaded package: raw text or pixels in, exact answer out, the same bits as on every other runtime. Nothing leaves the device.
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

    /** What it sees of pictures; null: it reads texts. */
    public val view: View? = if (core.width == 0) null else View(core.width, core.height)

    private val idle = ConcurrentLinkedQueue<Session>() // as many as ever predicted at the same time

    public fun predict(text: String): Answer = predict(utf8(text))

    /** [text]: UTF-8 of any quality. */
    public fun predict(text: ByteArray): Answer = answer(session { it.predict(text) })

    /**
     * A picture, from the buffer's position on: rows from the top, [stride] bytes from one to the next; each pixel red, green,
     * blue and alpha, by which the colours are not multiplied. The position stays, and a direct buffer is not copied.
     * [orientation]: EXIF's, 1 … 8. Throws PinnaceError `input.picture` for another size, too few bytes, a model of texts.
     */
    public fun predict(rgba: ByteBuffer, width: Int, height: Int, orientation: Int = 1, stride: Int = 4 * width): Answer {
        within(rgba, width, height, stride)
        return picture(width, height, orientation, null) { it.write(rgba, width, height, stride) }
    }

    /** What the model sees of a picture; arguments as of [predict]. */
    public fun seen(rgba: ByteBuffer, width: Int, height: Int, orientation: Int = 1, stride: Int = 4 * width): Picture {
        within(rgba, width, height, stride)
        return seen(width, height, orientation) { it.write(rgba, width, height, stride) }
    }

    private fun within(rgba: ByteBuffer, width: Int, height: Int, stride: Int) {
        val (need, room) = (height - 1L) * stride + 4L * width to rgba.remaining()
        if (stride >= 4L * width && need <= room) return
        throw PinnaceError("input.picture", "$width × $height pixels in rows of $stride bytes do not fit into $room", 35)
    }

    internal fun seen(width: Int, height: Int, orientation: Int, pixels: (Session) -> Unit): Picture {
        val rgb = ByteArray(3 * core.width * core.height)
        picture(width, height, orientation, rgb, pixels)
        return Picture(core.width, core.height, rgb)
    }

    /** [seen]: filled with what the model saw, unless null. */
    internal fun picture(width: Int, height: Int, orientation: Int, seen: ByteArray?, pixels: (Session) -> Unit): Answer {
        if (view == null) throw PinnaceError("input.picture", "this model reads texts", 35)
        if (minOf(width, height) < 1 || maxOf(width, height) > 65535 || orientation !in 1..8) check(35)
        return session {
            it.begin(width, height, orientation)
            pixels(it)
            val numbers = it.finish()
            if (seen != null) it.seen(seen)
            answer(numbers)
        }
    }

    /** [numbers] (D + C,): scores in 1/1024 nat, then probabilities in 1/65536. */
    private fun answer(numbers: IntArray): Answer {
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
            val at = 2 + 3 * it
            val (begin, end) = numbers[at] to numbers[at + 1]
            Word(String(text, begin, end - begin, Charsets.UTF_8), begin, end, sign * numbers[at + 2] / 1024.0)
        }
        return Explanation(name, sign * numbers[0] / 1024.0, words)
    }

    private inline fun <T> session(use: (Session) -> T): T {
        val session = idle.poll() ?: Session(core)
        return use(session).also { idle.add(session) }
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
        public fun load(stream: InputStream): Model = load(read("the stream", null, stream))

        /** Throws PinnaceError `fetch.failed` as well, when it cannot be read. */
        @JvmStatic
        public fun load(file: File): Model = load(read(file.path, file, null))

        private fun read(name: String, file: File?, stream: InputStream?): ByteArray = try {
            (stream ?: file!!.inputStream()).use { it.readBytes() }
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
