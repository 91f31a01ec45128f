package io.momentum.ops.followup.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts what a record hides, and opens it. Each record has a key of its own, made of the contact's: handing out one says
 * nothing of another, and with the contact's key all of them are gone.
 *
 * <p>AES-256-GCM. The nonce is made of the key, the place and the text, so that the same record always has the same octets and
 * no nonce serves two texts. The record names its key's hash, so that no second key can be shown for it.
 */
public final class RecordSeal {

    static final String SEALED = "sealed";
    static final String KEY_HASH = "keyHash";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final String id;
    private final byte[] key;

    private RecordSeal(String id, byte[] key) {
        this.id = id;
        this.key = key;
    }

    /** That of a record of a contact. */
    public static RecordSeal of(byte[] contactKey, String recordId) {
        return new RecordSeal(recordId, Digests.hmac(contactKey, bytes("record " + recordId)));
    }

    /** That of a record whose own key is known. */
    public static RecordSeal withKey(byte[] recordKey, String recordId) {
        return new RecordSeal(recordId, recordKey);
    }

    public byte[] key() {
        return key;
    }

    /** The canonical form of a record, with all that it hides encrypted. */
    byte[] sealed(Map<String, @Nullable Object> record) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(record);
        all.put(KEY_HASH, keyHash());
        return CanonicalJson.bytes(closed(all, ""));
    }

    private String keyHash() {
        return Digests.hex(Digests.sha256(bytes("record key "), key));
    }

    private @Nullable Object closed(@Nullable Object value, String place) {
        return switch (value) {
            case Hidden hidden -> Map.of(SEALED, Digests.hex(encrypted(hidden.text(), place)));
            case String text -> wellFormed(text);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                map.forEach((name, member) -> members.put((String) name, closed(member, place + "/" + name)));
                yield members;
            }
            case List<?> list -> {
                List<@Nullable Object> entries = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) entries.add(closed(list.get(i), place + "/" + i));
                yield entries;
            }
            case null, default -> value;
        };
    }

    /** What carriers and clients send may hold halves of surrogate pairs, which no JSON can. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private byte[] encrypted(String text, String place) {
        byte[] plain = bytes(text);
        byte[] nonce = Arrays.copyOf(Digests.hmac(key, bytes("nonce " + place + "\0"), plain), NONCE_BYTES);
        try {
            byte[] rest = cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain);
            byte[] all = Arrays.copyOf(nonce, nonce.length + rest.length);
            System.arraycopy(rest, 0, all, nonce.length, rest.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot encrypt", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bytes(id + place));
        return cipher;
    }

    /**
     * A record with its texts in clear. IllegalArgumentException where this is not its key, or a text is not what was
     * encrypted.
     */
    public Map<String, @Nullable Object> opened(Map<String, @Nullable Object> record) {
        if (!keyHash().equals(record.get(KEY_HASH))) throw new IllegalArgumentException("the key is not the record's");
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        record.forEach((name, member) -> members.put(name, open(member, "/" + name)));
        return members;
    }

    private @Nullable Object open(@Nullable Object value, String place) {
        return switch (value) {
            case Map<?, ?> map when isSealed(map) -> decrypted(String.valueOf(map.get(SEALED)), place);
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                map.forEach((name, member) -> members.put((String) name, open(member, place + "/" + name)));
                yield members;
            }
            case List<?> list -> {
                List<@Nullable Object> entries = new ArrayList<>();
                for (int i = 0; i < list.size(); i++) entries.add(open(list.get(i), place + "/" + i));
                yield entries;
            }
            case null, default -> value;
        };
    }

    /** Whether a value of a record is an encrypted text. */
    public static boolean isSealed(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.size() == 1 && map.get(SEALED) instanceof String;
    }

    private String decrypted(String hex, String place) {
        byte[] all = Digests.bytes(hex);
        if (all.length < NONCE_BYTES) throw new IllegalArgumentException(place + " is cut short");
        try {
            byte[] nonce = Arrays.copyOf(all, NONCE_BYTES);
            byte[] plain =
                    cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(place + " does not open", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
