// SPDX-License-Identifier: Apache-2.0
import Calendars
import Journal
import Testing

@Suite("The chain of events")
struct ChainTests {
  static let key = ChainKey([UInt8](repeating: 7, count: 32))!

  static func chain(_ count: Int, key: ChainKey = key) throws -> [Event] {
    var head = ChainHead.start
    return try (1...count).map { number in
      let draft = EventDraft(
        kind: "cell.entered", actor: Actor(id: 3, login: "li.wei"), idempotencyKey: "k\(number)",
        reason: "促销",
        payload: .map(["value": .integer(Int64(number))]))
      let event = try Event.sealing(
        draft, after: head, at: Moment(millisecondsSinceEpoch: Int64(number) * 1000), key: key)
      head = event.head
      return event
    }
  }

  @Test("an untouched chain holds, event bytes come back as the event they were")
  func holds() throws {
    let events = try Self.chain(20)
    #expect(ChainVerifier.verify(events, key: Self.key) == nil)
    var verifier = ChainVerifier(key: Self.key)
    for event in events { #expect(verifier.accept(encoded: try event.encoded()) == event) }
  }

  @Test("a deleted, doubled or swapped event is named by the place where the chain breaks")
  func structure() throws {
    let events = try Self.chain(20)
    var deleted = events
    deleted.remove(at: 9)
    #expect(ChainVerifier.verify(deleted, key: Self.key) == 10)
    var doubled = events
    doubled.insert(events[4], at: 5)
    #expect(ChainVerifier.verify(doubled, key: Self.key) == 6)
    var swapped = events
    swapped.swapAt(3, 4)
    #expect(ChainVerifier.verify(swapped, key: Self.key) == 4)
  }

  @Test("every byte of an event is signed: any change is either unreadable or breaks the chain there")
  func everyByte() throws {
    let events = try Self.chain(3)
    let bytes = try events[1].encoded()
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 1
      var verifier = ChainVerifier(from: events[0].head, key: Self.key)
      #expect(verifier.accept(encoded: changed) == nil, "byte \(index)")
      guard let event = try? Event(decoding: changed) else { continue }
      #expect(ChainVerifier.verify([events[0], event, events[2]], key: Self.key) == 2, "byte \(index)")
    }
  }

  @Test("a chain rewritten from the start under another key does not pass")
  func otherKey() throws {
    let other = ChainKey([UInt8](repeating: 8, count: 32))!
    #expect(ChainVerifier.verify(try Self.chain(5, key: other), key: Self.key) == 1)
  }

  @Test("time never runs backwards, though the clock may")
  func monotonous() throws {
    let first = try Self.chain(1)[0]
    let next = try Event.sealing(
      first.draft, after: first.head, at: Moment(millisecondsSinceEpoch: -5), key: Self.key)
    #expect(next.recordedAt == first.recordedAt)
  }

  @Test("an older form is brought to today's step by step; a newer one is refused")
  func upcasting() throws {
    var upcasters = EventUpcasters()
    upcasters.register(kind: "cell.entered", from: 1) { value throws(JournalError) in
      .map(["amount": value["value"] ?? .integer(0)])
    }
    upcasters.register(kind: "cell.entered", from: 2) { value throws(JournalError) in
      .map(["amount": value["amount"] ?? .integer(0), "currency": .text("CNY")])
    }
    let old = try Self.chain(1)[0].draft
    let new = try upcasters.upcast(old)
    #expect(new.schema == 3)
    #expect(new.payload == .map(["amount": .integer(1), "currency": .text("CNY")]))
    let later = EventDraft(kind: "cell.entered", schema: 4, actor: .system, idempotencyKey: "k")
    #expect(throws: JournalError.self) { try upcasters.upcast(later) }
  }
}
