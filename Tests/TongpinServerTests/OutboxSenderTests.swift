// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Dispatch
import Journal
import Logging
import PlanningCycle
import Synchronization
import Testing

@testable import TongpinServer

/// A carrier that a test holds in its hand: robots wait until they are let go.
private final class HeldCarrier: MessageCarrier {
  private let carried = Mutex<[String]>([])
  private let gate = DispatchSemaphore(value: 0)
  private let answer: CarrierAnswer

  init(_ answer: CarrierAnswer) { self.answer = answer }

  var subjects: [String] { carried.withLock { $0 } }
  func letGo() { gate.signal() }

  func carry(
    _ message: OutgoingMessage, to target: ChannelTarget, at moment: Moment, isStopped: @escaping @Sendable () -> Bool
  ) -> CarrierAnswer {
    carried.withLock { $0.append(message.subject) }
    guard case .webhook = target else { return CarrierAnswer(.delivered, said: "250") }
    gate.wait()
    return answer
  }
}

/// Sees: a server that hangs and holds up the workspace or other channels, more than two at a time, a robot that gets more than it takes.
/// Does not see: the network (ChannelsTests).
@Suite struct OutboxSenderTests {
  private let house: House
  private let carrier = HeldCarrier(CarrierAnswer(.unreachable, .timedOut, ""))
  private let sender: OutboxSender
  private let person: Int64

  init() async throws {
    let house = try House()
    let clock = house.clock
    sender = OutboxSender(workspace: house.workspace, carrier: carrier, now: { clock.read() }, logger: Logger(label: "test"))
    person = try await house.workspace.perform { workspace in
      let admin = Person.localOperator
      let context = CommandContext(person: admin, key: "set", at: workspace.environment.now())
      try workspace.setChannels(
        try Access.authorize(admin, to: To.ManageUsers.self),
        ChannelDraft(
          mail: ChannelDraft.Mail(
            host: "mail.example.com", port: 25, security: "tls", allowsPlainText: false, user: "", password: nil, from: "a@example.com",
            fromName: ""),
          webhooks: [
            ChannelDraft.Webhook(
              id: nil, name: "群", kind: "wecom", url: "https://qyapi.weixin.qq.com/x", secret: nil, isOn: true, carriesText: true)
          ], publicAddress: "", internalHosts: [], mailDomains: [], dailyLimit: 200, version: nil), context: context)
      let li = try #require(try workspace.store.person(login: "li")?.person)
      _ = try workspace.setNoticePreferences(
        try Access.authorize(li, to: To.ViewPlan.self), NoticePreferences(channels: ["mail", "hook-1"]), address: "li@example.com",
        context: CommandContext(person: li, key: "prefer", at: workspace.environment.now()))
      return li.id
    }
    self.house = house
  }

  private func tell(_ count: Int) async throws {
    let person = person
    try await house.workspace.perform { workspace in
      for number in 1...count {
        try workspace.notify(
          person, subject: BilingualText("第 \(number) 条", "number \(number)"), text: BilingualText("", ""), link: "#/alerts", kind: .alert,
          key: "alert-\(number)")
      }
    }
  }

  private func counts() async throws -> [OutboxMessage.State: Int] {
    try await house.workspace.perform { try $0.store.outboxCounts() }
  }

  @Test("while a robot hangs, mail goes on, the workspace answers, and the robot gets nothing more")
  func hangs() async throws {
    try await tell(3)
    let first = await sender.next()
    #expect(Swift.Set(first.map(\.channel)) == ["mail", "hook-1"])
    let hanging = try #require(first.first { $0.channel == "hook-1" })
    let held = Swift.Task { await sender.send(hanging) }
    await sender.send(try #require(first.first { $0.channel == "mail" }))
    for _ in 1...2 {
      let next = await sender.next()
      #expect(next.map(\.channel) == ["mail"], "one of each channel, and the robot is busy")
      for delivery in next { await sender.send(delivery) }
    }
    #expect(try await counts() == [.sent: 3, .queued: 3])
    carrier.letGo()
    await held.value
    #expect(await sender.next().isEmpty, "a robot that does not answer rests for a minute")
    house.clock.pass(milliseconds: 61_000)
    #expect(await sender.next().map(\.channel) == ["hook-1"])
  }

  @Test("a robot gets twenty messages a minute and the rest in the next")
  func pace() async throws {
    let quick = HeldCarrier(CarrierAnswer(.delivered, said: "{\"errcode\":0}"))
    let clock = house.clock
    let sender = OutboxSender(workspace: house.workspace, carrier: quick, now: { clock.read() }, logger: Logger(label: "test"))
    try await tell(25)
    var robots = 0
    for _ in 1...60 {
      for delivery in await sender.next() {
        if delivery.channel == "hook-1" {
          robots += 1
          quick.letGo()
        }
        await sender.send(delivery)
      }
    }
    #expect(robots == OutboxSender.perMinute)
    #expect(try await counts() == [.sent: 45, .queued: 5])
    clock.pass(milliseconds: 60_001)
    #expect(await sender.next().map(\.channel) == ["hook-1"])
  }
}
