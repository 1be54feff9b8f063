package pinnace

/**
 * What went wrong: [code] is a row of spec/errors.md ("package.checksum"), [number] the core's own (0: not the core's).
 * The message begins with the code.
 */
public class PinnaceError internal constructor(
    public val code: String,
    meaning: String,
    public val number: Int = 0,
    cause: Throwable? = null,
) : RuntimeException("$code: $meaning", cause)

/** The core's refusals, by number: the part of spec/errors.md that a device can meet. */
internal val CORE_ERRORS: Map<Int, Pair<String, String>> = mapOf(
    1 to ("package.magic" to "these bytes are not a Pinnace package"),
    2 to ("package.version" to "the package is written in a newer format"),
    3 to ("package.core" to "the package needs a newer core"),
    4 to ("package.length" to "the package is cut short, or not as long as it says"),
    5 to ("package.checksum" to "the package's bytes changed since it was written"),
    6 to ("package.section" to "the package's sections are missing, repeated, out of order or not filled exactly"),
    7 to ("package.number" to "a number in the package is malformed or above its limit"),
    8 to ("package.label" to "the package's labels are missing, repeated, too long or not UTF-8"),
    9 to ("package.tensor" to "a tensor's description is wrong"),
    10 to ("package.data" to "a tensor's coded bytes are wrong"),
    11 to ("package.op" to "the package uses an operator that this core does not know"),
    12 to ("package.argument" to "an operator's argument is out of its range"),
    13 to ("package.value" to "a value of the plan lies outside the arena or has the wrong shape"),
    14 to ("package.overflow" to "a score of the package could leave 32 bits"),
    15 to ("package.limit" to "the package is larger than this core accepts"),
    32 to ("memory.small" to "the memory given to the core is too small or not aligned to 8 bytes"),
    33 to ("input.long" to "one input is longer than 4 GB"),
    34 to ("input.column" to "there is no such score to explain"),
    35 to ("input.picture" to "these bytes are not a picture"),
)

/** Nothing for 0; else throws what the core's number stands for. */
internal fun check(number: Int) {
    if (number == 0) return
    val (code, meaning) = CORE_ERRORS[number] ?: ("core.unknown" to "the core answered $number")
    throw PinnaceError(code, meaning, number)
}
