import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import pinnace.Answer;
import pinnace.Explanation;
import pinnace.Model;
import pinnace.PinnaceError;
import pinnace.Word;

/**
 * Answers a request of pinnace/checking/protocol.py, from standard input on standard output, with the Android SDK's own
 * classes and shared library. Goes through the SDK's public face, so that it is checked as well. `java Replay.java` runs it.
 */
public final class Replay {
    private static final int HEADER = 12; // bytes of a raw picture before its pixels
    private static final DataInputStream in = new DataInputStream(System.in);
    private static final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static void main(String[] arguments) throws IOException {
        try {
            replay();
        } catch (PinnaceError error) {
            if (error.getNumber() == 0) throw error;
            put(error.getNumber());
        }
        out.writeTo(System.out);
        System.out.flush();
    }

    private static void replay() throws IOException {
        Model model = Model.load(bytes());
        List<String> labels = model.getLabels();
        int explained = number(), n = number();
        put(0);
        put(labels.size() == 2 ? 1 : labels.size());
        put(labels.size());
        for (int i = 0; i < n; i++) {
            byte[] bytes = bytes();
            String text = model.getView() == null ? wellFormed(bytes) : null;
            Answer answer;
            if (model.getView() != null) answer = picture(model, bytes, i % 2 == 0);
            else answer = text == null ? model.predict(bytes) : model.predict(text);
            int scores = answer.getScores().size();
            for (double score : answer.getScores()) put((int) (score * 1024));
            for (String label : labels) put((int) (answer.getProbabilities().get(label) * 65536));
            if (i < explained) {
                String label = labels.get(scores == 1 ? 1 : i % scores);
                put(text == null ? model.explain(bytes, label) : model.explain(text, label));
            }
        }
    }

    private static void put(Explanation why) {
        put((int) (why.getBias() * 1024));
        put(why.getWords().size());
        for (Word word : why.getWords()) {
            put(word.getBegin());
            put(word.getEnd());
            put((int) (word.getContribution() * 1024));
        }
    }

    /** A raw picture (spec/image.md), in memory of both kinds that an app may have. */
    private static Answer picture(Model model, byte[] raw, boolean direct) {
        ByteBuffer head = ByteBuffer.wrap(raw, 0, HEADER).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer rgba = ByteBuffer.wrap(raw, HEADER, raw.length - HEADER);
        if (direct) ((Buffer) (rgba = ByteBuffer.allocateDirect(rgba.remaining()).put(rgba))).flip();
        int width = head.getInt(), height = head.getInt();
        return model.predict(rgba, width, height, head.getInt(), 4 * width);
    }

    /** Text as an app would have it: a string where the bytes are well-formed, else null. */
    private static String wellFormed(byte[] bytes) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.toString();
        } catch (CharacterCodingException error) {
            return null;
        }
    }

    private static int number() throws IOException {
        return Integer.reverseBytes(in.readInt());
    }

    private static byte[] bytes() throws IOException {
        byte[] bytes = new byte[number()];
        in.readFully(bytes);
        return bytes;
    }

    private static void put(int number) {
        byte[] four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
        out.write(four, 0, 4);
    }
}
