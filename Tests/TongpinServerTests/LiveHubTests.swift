// SPDX-License-Identifier: Apache-2.0
import Access
import PlanningCycle
import Testing

@testable import TongpinServer

@Suite struct LiveHubTests {
  private func event(_ revision: Int64) -> LiveEvent { LiveEvent(revision: revision, name: "change") { _, _ in "{}" } }

  private func hub(through last: Int64) -> LiveHub {
    let hub = LiveHub()
    for revision in 1...last { hub.publish(event(revision)) }
    return hub
  }

  /// What a stream holds once the hub has closed.
  private func all(_ hub: LiveHub, _ stream: AsyncStream<LiveEvent>) async -> [LiveEvent] {
    hub.close()
    var events: [LiveEvent] = []
    for await event in stream { events.append(event) }
    return events
  }

  @Test("a stream that names a revision hears what came after it, once and in order, and then what comes")
  func replay() async throws {
    let hub = hub(through: 10)
    let stream = try #require(hub.subscribe(after: 7))
    hub.publish(event(11))
    #expect(await all(hub, stream).map(\.revision) == [8, 9, 10, 11])
  }

  @Test("a stream that names none hears only what comes")
  func fresh() async throws {
    let hub = hub(through: 10)
    let stream = try #require(hub.subscribe(after: nil))
    hub.publish(event(11))
    #expect(await all(hub, stream).map(\.revision) == [11])
  }

  @Test("up to date: nothing to hear")
  func upToDate() async throws {
    let hub = hub(through: 10)
    let stream = try #require(hub.subscribe(after: 10))
    #expect(await all(hub, stream).isEmpty)
  }

  @Test("where the history no longer reaches, or too much was missed, a stream is told to load again")
  func resync() async throws {
    let long = hub(through: Int64(LiveHub.historyLimit + 50))
    let forgotten = try #require(long.subscribe(after: 3))
    let told = await all(long, forgotten)
    #expect(told.map(\.name) == ["resync"])
    #expect(told.first?.revision == Int64(LiveHub.historyLimit + 50))

    let much = hub(through: Int64(LiveHub.queueLimit + 10))
    let behind = try #require(much.subscribe(after: 0))
    #expect(await all(much, behind).map(\.name) == ["resync"])
  }

  @Test("after a restart of the server, whoever missed changes before it is told to load again")
  func restarted() async throws {
    let hub = LiveHub()
    hub.begin(at: 50)
    let behind = try #require(hub.subscribe(after: 40))
    let current = try #require(hub.subscribe(after: 50))
    hub.publish(event(51))
    let told = await all(hub, behind)
    #expect(told.map(\.name) == ["resync", "change"])
    #expect(told.map(\.revision) == [50, 51])
    #expect(await all(hub, current).map(\.revision) == [51])
  }

  @Test("a reader that does not read is dropped at the limit of its queue; others are not disturbed")
  func slowReader() async throws {
    let hub = LiveHub()
    let slow = try #require(hub.subscribe(after: nil))
    #expect(hub.subscriberCount == 1)
    for revision in 1...Int64(LiveHub.queueLimit) { hub.publish(event(revision)) }
    #expect(hub.subscriberCount == 1)
    let quick = try #require(hub.subscribe(after: nil))
    hub.publish(event(999))
    #expect(hub.subscriberCount == 1)
    // Its stream has ended after what had fitted: the browser comes back and asks for the rest.
    var heard: [Int64] = []
    for await event in slow { heard.append(event.revision) }
    #expect(heard == Array(1...Int64(LiveHub.queueLimit)))
    #expect(await all(hub, quick).map(\.revision) == [999])
  }

  @Test("streams are limited in number, end with the server, and are forgotten when a browser goes")
  func bounded() async throws {
    let hub = LiveHub()
    var streams: [AsyncStream<LiveEvent>] = []
    for _ in 0..<LiveHub.subscriberLimit { streams.append(try #require(hub.subscribe(after: nil))) }
    #expect(hub.subscribe(after: nil) == nil)
    streams = []
    #expect(hub.subscriberCount == 0)
    let last = try #require(hub.subscribe(after: nil))
    #expect(await all(hub, last).isEmpty)
    #expect(hub.subscribe(after: nil) == nil)
  }

  @Test("few screens fetch at once, many spread their fetches, and further apart when one change follows the other")
  func pace() {
    var pace = LivePace()
    let second: UInt64 = 1_000_000_000
    #expect(pace.next(streams: 2, at: 10 * second) == 0)
    #expect(pace.next(streams: LivePace.free, at: 10 * second + 1) == 0)
    #expect(pace.next(streams: 300, at: 60 * second) == 900)
    #expect(pace.next(streams: 300, at: 61 * second) == 2_400)
    #expect(pace.next(streams: 300, at: 64 * second) == 900)
  }

  @Test("the dearer an answer is on this machine, the further apart many screens fetch, up to six seconds; few do at once all the same")
  func dear() {
    var pace = LivePace()
    let second: UInt64 = 1_000_000_000
    _ = pace.next(streams: 300, at: 60 * second)
    #expect(pace.next(streams: 300, at: 61 * second, busy: 1) == 2_400)
    #expect(pace.next(streams: 300, at: 62 * second, busy: 2) == 4_200)
    #expect(pace.next(streams: 300, at: 63 * second, busy: 20) == LivePace.longest)
    #expect(pace.next(streams: LivePace.free, at: 64 * second, busy: 20) == 0)
    var cost = AnswerCost()
    cost.note(processor: 9 * second, answers: 0)
    cost.note(processor: 10 * second, answers: 100)
    #expect(cost.milliseconds == 0, "a few answers say nothing")
    cost.note(processor: 10 * second, answers: 500)
    #expect(cost.milliseconds == 2)
    cost.note(processor: 14 * second, answers: 1_500)
    #expect(cost.milliseconds == 3)
  }

  @Test("an event says how far apart those who hear it fetch")
  func paced() async throws {
    let hub = LiveHub()
    var streams: [AsyncStream<LiveEvent>] = []
    for _ in 0..<100 { streams.append(try #require(hub.subscribe(after: nil))) }
    hub.publish(LiveEvent(revision: 1, name: "change") { _, pace in "{\"pace\":\(pace)}" })
    let everything = ChangeHearing(Person(id: 1, login: "wang", name: "王", title: "总经理", role: .generalManager))
    #expect(await all(hub, streams[0]).map { $0.data(for: everything) } == ["{\"pace\":300}"])
  }
}
