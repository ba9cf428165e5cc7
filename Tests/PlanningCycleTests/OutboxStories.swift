// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// Li and Ma have addresses, the company a mail server; Chen names people in discussions.
/// Sees: somebody who is told of what they may not see, a thing told twice or not at all, a storm, a secret in an event, a message that is tried for
/// ever. Does not see: the servers of others (ChannelsTests).
@Suite struct OutboxStories {
  private let company: SmallCompany
  private var workspace: Workspace { company.workspace }
  private let chen: Person
  private let li: Person
  private let ma: Person
  private let admin: Person
  private let cell = "cell:agreed|Item=FAN-1;Region=EAST@2026-12"

  init() throws {
    let company = try SmallCompany(facts: BudgetCompany.facts)
    chen = try company.join("chen", .salesDirector, name: "陈")
    li = try company.join("li", .regionalManager, name: "李", Scope("territory", in: ["EAST"]))
    ma = try company.join("ma", .purchasingManager, name: "马")
    admin = try company.join("admin", .administrator, name: "管理员")
    self.company = company
    try set(draft())
    try prefer(li, NoticePreferences(), "li@example.com")
    try prefer(ma, NoticePreferences(language: "en"), "ma@example.com")
  }

  private func manages() throws -> Authorized<To.ManageUsers> { try Access.authorize(admin, to: To.ManageUsers.self) }

  private func draft(
    password: String? = "p4ssword", host: String = "mail.example.com", webhooks: [ChannelDraft.Webhook] = [], daily: Int = 20,
    version: Int64? = nil
  ) -> ChannelDraft {
    ChannelDraft(
      mail: ChannelDraft.Mail(
        host: host, port: 587, security: "starttls", allowsPlainText: false, user: "plan", password: password, from: "plan@example.com",
        fromName: ""), webhooks: webhooks, publicAddress: "https://plan.example.com/", internalHosts: [], mailDomains: ["example.com"],
      dailyLimit: daily, version: version)
  }

  private func robot(_ id: String? = nil, url: String? = "https://oapi.dingtalk.com/robot/send?access_token=t0ken-of-the-robot")
    -> ChannelDraft.Webhook
  {
    ChannelDraft.Webhook(id: id, name: "销售群", kind: "dingtalk", url: url, secret: nil, isOn: true, carriesText: false)
  }

  private func set(_ draft: ChannelDraft) throws { try workspace.setChannels(try manages(), draft, context: company.context(admin)) }

  private func prefer(_ person: Person, _ wanted: NoticePreferences, _ address: String) throws {
    _ = try workspace.setNoticePreferences(
      try Access.authorize(person, to: To.ViewPlan.self), wanted, address: address, context: company.context(person))
  }

  @discardableResult
  private func say(_ text: String, about subject: String? = nil) throws -> Int64 {
    try workspace.startThread(
      try Access.authorize(chen, to: To.ViewPlan.self), about: subject ?? cell, text: text, context: company.context(chen)
    ).event
  }

  private func messages() throws -> [OutboxMessage] { try company.store.outboxMessages(nil, before: nil, limit: 100).reversed() }

  private func later(minutes: Int64) -> Moment { workspace.environment.now().adding(milliseconds: minutes * 60_000) }

  @Test("who is named is told once, in their language, five minutes later with whatever else named them; a restart tells nothing again")
  func mentions() throws {
    let first = try say("@{li} @{ma} 双12 的量够吗？")
    try say("@{li} 还有一件事")
    #expect(try workspace.tellOutside() == (3, 0) && workspace.tellOutside() == (0, 0))
    let all = try messages()
    #expect(all.map(\.person) == [li.id, ma.id] && all[0].notices.count == 2 && all[1].notices.count == 1)
    #expect(all[0].notices[0].subject == "陈 @ 了您" && all[1].notices[0].subject == "陈 named you")
    #expect(all[0].notices[0].link.contains("thread=\(first)"))
    let again = try company.restarted()
    #expect(try again.tellOutside().taken == 0 && messages().count == 2)
    #expect(try workspace.dueDeliveries(at: later(minutes: 1), busy: [], limit: 2).isEmpty, "it still gathers")
    let deliveries = try workspace.dueDeliveries(at: later(minutes: 6), busy: [], limit: 2)
    #expect(deliveries.count == 1, "one of each channel at a time")
    #expect(deliveries[0].message.subject == "陈 @ 了您 等 2 条" && deliveries[0].message.link?.hasPrefix("https://plan.example.com/#/") == true)
    guard case .mail(let mail, let password, let address) = deliveries[0].target else { Issue.record("not by mail"); return }
    #expect(mail.host == "mail.example.com" && password?.value == "p4ssword" && address.text == "li@example.com")
  }

  @Test("nobody is told of what they may not see, of what they wrote themselves, or by a way they did not choose")
  func masked() throws {
    try say("@{li} @{chen} 全公司的收入", about: "cell:revenue@2026-12")
    #expect(try workspace.tellOutside().taken == 0)
    try prefer(li, NoticePreferences(kinds: [.approval]), "li@example.com")
    try prefer(ma, NoticePreferences(), "")
    try say("@{li} @{ma} 看一下")
    #expect(try workspace.tellOutside().taken == 0 && messages().isEmpty)
  }

  @Test("in quiet hours a message waits for the morning; enough is enough for a day, the rest is one digest")
  func quiet() throws {
    let night = Moment(millisecondsSinceEpoch: 1_795_392_000_000 + 15 * 3_600_000)
    let morning = Moment(millisecondsSinceEpoch: 1_795_392_000_000 + 23 * 3_600_000)
    #expect(NoticePreferences().awake(from: night) == morning && NoticePreferences().awake(from: morning) == morning)
    #expect(NoticePreferences(quietFrom: 12, quietUntil: 12).awake(from: night) == night)
    try set(draft(password: nil, daily: 2))
    for number in 1...6 {
      #expect(
        try workspace.notify(
          li.id, subject: BilingualText("资金缺口 \(number)", "shortfall \(number)"), text: BilingualText("", ""), link: "#/cash", kind: .alert,
          key: "alert-\(number)") == 1)
    }
    #expect(
      try workspace.notify(li.id, subject: BilingualText("", ""), text: BilingualText("", ""), link: "", kind: .alert, key: "alert-1") == 0)
    let all = try messages()
    #expect(all.map(\.kind) == [.alert, .alert, .digest] && all[2].notices.count == 4)
    #expect(all[2].dueAt == Moment(millisecondsSinceEpoch: 1_795_392_000_000 + 24 * 3_600_000), "eight in the morning")
    #expect(Workspace.words(all[2], isEnglish: false).subject == "汇总：4 条消息")
  }

  @Test("what is refused for now is tried again, later each time, eight times in all; what is refused for good is given up at once")
  func retries() throws {
    try workspace.notify(
      li.id, subject: BilingualText("预警", "alert"), text: BilingualText("", ""), link: "#/alerts", kind: .alert, key: "alert-1")
    var moment = workspace.environment.now()
    let busy = CarrierAnswer(.refusedForNow, said: "451 greylisted")
    var waits: [Int64] = []
    for _ in 1...8 {
      let due = try #require(try workspace.dueDeliveries(at: moment, busy: [], limit: 2).first)
      try workspace.note(busy, of: due.id, at: moment)
      #expect(try workspace.dueDeliveries(at: moment, busy: [], limit: 2).isEmpty)
      let message = try #require(try messages().first)
      guard message.state == .queued else { break }
      waits.append((message.dueAt.millisecondsSinceEpoch - moment.millisecondsSinceEpoch) / 60_000)
      moment = message.dueAt
    }
    #expect(waits.count == 7 && zip(waits, [1, 4, 16, 64, 256, 360, 360]).allSatisfy { $0 >= $1 && $0 <= $1 + $1 / 5 }, "\(waits)")
    #expect(try messages()[0].state == .dead && messages()[0].attempts.count == 8)
    try workspace.resend(try manages(), 1)
    try workspace.note(CarrierAnswer(.refusedForNow, said: "429", retryAfter: 600), of: 1, at: moment)
    #expect(try messages()[0].dueAt == moment.adding(milliseconds: 600_000), "a receiver that says when is left alone until then")
    try workspace.note(CarrierAnswer(.stopped, said: ""), of: 1, at: moment)
    #expect(try messages()[0].attempts.count == 9, "what the end of the program broke off is no attempt")
    try workspace.note(CarrierAnswer(.refusedForGood, said: "550"), of: 1, at: moment)
    #expect(try messages()[0].state == .dead)
    try workspace.resend(try manages(), 1)
    try workspace.note(CarrierAnswer(.delivered, said: "250"), of: 1, at: moment)
    #expect(throws: CycleError.self) { try workspace.resend(try manages(), 1) }
    #expect(throws: CycleError.self) { try workspace.discard(try manages(), 99) }
  }

  @Test("whoever left and whatever leads nowhere is given up with its reason")
  func nowhere() throws {
    try workspace.notify(li.id, subject: BilingualText("预警", "a"), text: BilingualText("", ""), link: "", kind: .alert, key: "alert-1")
    try workspace.changePerson(try manages(), login: "li", isActive: false, context: company.context(admin))
    #expect(try workspace.dueDeliveries(at: later(minutes: 1), busy: [], limit: 2).isEmpty)
    #expect(try messages()[0].state == .dead && messages()[0].attempts[0].answer.problem == .setting)
    #expect(try workspace.notify(li.id, subject: BilingualText("", ""), text: BilingualText("", ""), link: "", kind: .alert, key: "b") == 0)
  }

  @Test("secrets are in no event and no view; what is left out stays, and a password does not follow to another server")
  func secrets() throws {
    try set(draft(password: nil, webhooks: [robot()]))
    let view = try workspace.channels(try manages())
    #expect(view.hasPassword && view.settings.webhooks.map(\.id) == ["hook-1"] && view.hasURL("hook-1") && !view.hasSecret("hook-1"))
    #expect(view.settings.webhooks[0].host == "oapi.dingtalk.com" && view.settings.publicAddress == "https://plan.example.com")
    #expect(try !"\(view)".contains("p4ssword") && !"\(company.store.events(after: 0, limit: 1_000))".contains("p4ssword"))
    #expect(try !"\(company.store.events(after: 0, limit: 1_000))".contains("t0ken-of-the-robot"))
    let refused = #expect(throws: CycleError.self) { try set(draft(password: nil, host: "evil.example.com")) }
    #expect(refused?.detail.english.contains("type the password again") == true)
    let old = #expect(throws: CycleError.self) { try set(draft(version: 1)) }
    #expect(old?.code == .channelsChanged)
    try set(draft(password: "", webhooks: [robot("hook-1", url: nil), robot()]))
    let now = try workspace.channels(try manages())
    #expect(!now.hasPassword && now.settings.webhooks.map(\.id) == ["hook-1", "hook-2"] && now.hasURL("hook-1"))
    try set(draft(webhooks: []))
    try set(draft(webhooks: [robot()]))
    #expect(try workspace.channels(try manages()).settings.webhooks.map(\.id) == ["hook-3"], "a number is given once")
    #expect(try company.restarted().channels(try manages()).settings == workspace.channels(try manages()).settings)
  }

  @Test("everything that is wrong with settings and preferences is said at once, and nothing is kept")
  func faults() throws {
    let known = try workspace.channels(try manages()).settings
    let wrong = ChannelDraft(
      mail: ChannelDraft.Mail(
        host: "mail server", port: 99_999, security: "ssl3", allowsPlainText: false, user: "a\nb", password: nil, from: "nobody",
        fromName: ""),
      webhooks: [
        ChannelDraft.Webhook(id: nil, name: "", kind: "wecom", url: "http://10.0.0.1/hook", secret: nil, isOn: true, carriesText: false),
        ChannelDraft.Webhook(id: "hook-77", name: "x", kind: "json", url: nil, secret: nil, isOn: true, carriesText: false),
        ChannelDraft.Webhook(id: nil, name: "y", kind: "pigeon", url: nil, secret: nil, isOn: true, carriesText: false),
        ChannelDraft.Webhook(id: nil, name: "z", kind: "json", url: nil, secret: nil, isOn: true, carriesText: false),
      ], publicAddress: "ftp://x", internalHosts: ["a b"], mailDomains: ["@"], dailyLimit: 0, version: nil)
    let refused = #expect(throws: CycleError.self) { try set(wrong) }
    let said = refused?.detail.english ?? ""
    for word in [
      "mail server", "99999", "ssl3", "user and sender", "nobody", "needs a name", "https://", "hook-77", "pigeon", "no address yet",
      "ftp://x", "a b", "“@”", "0 messages",
    ] {
      #expect(said.contains(word), "\(word) in \(said)")
    }
    let clear = ChannelDraft(
      mail: ChannelDraft.Mail(
        host: "mail.example.com", port: 25, security: "none", allowsPlainText: false, user: "", password: "", from: "plan@example.com",
        fromName: ""), webhooks: [], publicAddress: "", internalHosts: [], mailDomains: [], dailyLimit: 20, version: nil)
    #expect(#expect(throws: CycleError.self) { try set(clear) }?.detail.english.contains("plain text") == true)
    #expect(try workspace.channels(try manages()).settings == known)
    let faulty = NoticePreferences(channels: ["hook-9"], language: "fr", quietFrom: 24)
    let notices = #expect(throws: CycleError.self) { try prefer(li, faulty, "li@elsewhere.com") }
    #expect(["example.com", "hook-9", "24", "zh-Hans"].allSatisfy { notices?.detail.english.contains($0) == true })
    #expect(
      #expect(throws: CycleError.self) { try prefer(li, NoticePreferences(), "li at home") }?.detail.english.contains("li at home") == true)
  }

  @Test(
    "addresses are read strictly",
    arguments: [
      ("li@example.com", true), (" li@example.com ", true), ("li+plan@mail.example.com", true), ("li", false), ("li@localhost", false),
      ("a@b@example.com", false), ("li @example.com", false), ("li@example.com\r\nBcc: x@example.com", false), ("li@-example.com", false),
      (".li@example.com", false), ("\"li\"@example.com", false),
    ])
  func addresses(text: String, isOne: Bool) { #expect((MailAddress(text) != nil) == isOne) }

  @Test(
    "addresses of webhooks are read strictly",
    arguments: [
      ("https://open.feishu.cn/open-apis/bot/v2/hook/x", "open.feishu.cn"), ("https://[2408::1]:8443/x", "[2408::1]"),
      ("https://user@host.example/x", ""), ("https://host.example:99999/", ""), ("https:///x", ""), ("ftp://host.example/", ""),
      ("https://host.example/ x", ""), ("https://host.example/#x", ""), ("https://host.example\\@evil.example/", ""),
    ])
  func webAddresses(text: String, host: String) { #expect((WebAddress(text)?.host ?? "") == host) }
}
