// SPDX-License-Identifier: Apache-2.0
public import Calendars

extension Event {
  /// Places a draft behind `head` and signs it. The time never runs backwards: the later of `at` and the
  /// head's.
  public static func sealing(
    _ draft: EventDraft, after head: ChainHead, at moment: Moment, key: ChainKey
  ) throws(JournalError) -> Event {
    let recordedAt = max(moment, head.recordedAt)
    let body = try body(
      sequence: head.sequence + 1, previous: head.digest, recordedAt: recordedAt, draft: draft)
    return Event(
      sequence: head.sequence + 1, previous: head.digest, recordedAt: recordedAt, draft: draft,
      digest: Digest.hmac(body, key: key))
  }

  /// Body and digest: what the database and the journal file both keep.
  public func encoded() throws(JournalError) -> [UInt8] {
    try Event.body(sequence: sequence, previous: previous, recordedAt: recordedAt, draft: draft)
      + digest.bytes
  }

  /// Reads the encoded form; does not check the signature (`isSigned(with:)` does).
  public init(decoding bytes: [UInt8]) throws(JournalError) {
    guard bytes.count > 32, let digest = Digest(bytes.suffix(32)) else {
      throw JournalError(.truncated, subject: "event", detail: "It has \(bytes.count) bytes.")
    }
    var decoder = try CanonicalDecoder(Array(bytes.dropLast(32)))
    guard try decoder.text() == Event.form else { throw decoder.notCanonical("the form is \(Event.form)") }
    let sequence = try decoder.integer()
    guard let previous = Digest(try decoder.content()) else {
      throw decoder.notCanonical("a digest has 32 bytes")
    }
    let recordedAt = Moment(millisecondsSinceEpoch: try decoder.integer())
    let kind = try decoder.text()
    guard let schema = Int(exactly: try decoder.integer()), sequence > 0, schema > 0 else {
      throw decoder.notCanonical("sequence and schema count from 1")
    }
    let actor = Actor(id: try decoder.integer(), login: try decoder.text())
    let key = try decoder.text()
    let reason = try decoder.text()
    let payload = try decoder.next()
    guard decoder.isAtEnd else { throw decoder.notCanonical("the event ends with the bytes") }
    self.init(
      sequence: sequence, previous: previous, recordedAt: recordedAt,
      draft: EventDraft(
        kind: kind, schema: schema, actor: actor, idempotencyKey: key, reason: reason, payload: payload),
      digest: digest)
  }

  /// Whether the digest is the one this key gives to exactly these fields.
  public func isSigned(with key: ChainKey) -> Bool {
    guard
      let body = try? Event.body(
        sequence: sequence, previous: previous, recordedAt: recordedAt, draft: draft)
    else { return false }
    return Digest.hmac(body, key: key).matches(digest)
  }

  private static let form = "tongpin.event.1"

  private static func body(
    sequence: Int64, previous: Digest, recordedAt: Moment, draft: EventDraft
  ) throws(JournalError) -> [UInt8] {
    var encoder = CanonicalEncoder()
    encoder.put(text: form)
    encoder.put(integer: sequence)
    encoder.put(bytes: previous.bytes)
    encoder.put(integer: recordedAt.millisecondsSinceEpoch)
    encoder.put(text: draft.kind)
    encoder.put(integer: Int64(draft.schema))
    encoder.put(integer: draft.actor.id)
    encoder.put(text: draft.actor.login)
    encoder.put(text: draft.idempotencyKey)
    encoder.put(text: draft.reason)
    try encoder.put(draft.payload)
    return encoder.bytes
  }
}
