// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Commerce
import Journal
import Testing
import WarehouseSQLite

@testable import PlanningCycle

/// How sources are set: refusals, secrets, what a change forgets, and that events give back what was saved.
/// Sees: a secret that leaves its store or goes to another server, a source that is another one after a restart, a mark that outlives its query.
@Suite struct SourceSettingStories {
  private let house: SourceCompany
  private var workspace: Workspace { house.workspace }

  init() throws { house = try SourceCompany() }

  private func fields(_ draft: SourceDraft) throws -> [String] {
    let error = try #require(failure { try house.save(draft) } as? CycleError)
    #expect(error.code == .sourceRefused)
    return try #require(error.parameters.first { $0.name == "fields" }).value.split(separator: ",").map(String.init)
  }

  @Test("all reasons at once, each with its field")
  func refused() throws {
    #expect(
      try fields(
        SourceCompany.draft {
          ($0.name, $0.owner, $0.host, $0.port, $0.every) = ("", "nobody", "", 70_000, 0)
          $0.queries[0].columns = ["colour": "c"]
        }) == ["name", "owner", "schedule", "host", "port", "queries.1.columns"])
    #expect(try fields(SourceCompany.draft { $0.owner = "wang" }) == ["owner"], "somebody who may not import")
    #expect(try fields(SourceCompany.draft { $0.queries.append($0.queries[0]) }) == ["queries.2.kind"], "one query a kind")
    #expect(try fields(SourceCompany.draft { $0.queries[0].text = "DROP TABLE c" }) == ["queries.1.text"], "the connector's own objection")
    #expect(
      try fields(SourceCompany.draft { ($0.queries[0].markKind, $0.every, $0.daily) = ("x", nil, "25:00") }) == [
        "schedule", "queries.1.markKind",
      ])
    #expect(try fields(SourceCompany.draft { $0.type = "ftp" }) == ["type"])
    let operated = failure {
      try workspace.saveSource(
        try Access.authorize(.localOperator, to: To.ImportFacts.self), nil, SourceCompany.draft(),
        context: house.company.context(.localOperator))
    }
    #expect((operated as? CycleError)?.parameters.first?.value == "owner", "nobody can be told without a login")
  }

  @Test("every form of a source comes back from its event as it was")
  func forms() throws {
    let drafts = [
      SourceCompany.draft { ($0.daily, $0.every, $0.isWorkdaysOnly) = ("06:30", nil, true) },
      SourceCompany.draft { ($0.type, $0.driver, $0.port, $0.options) = ("odbc", "MariaDB Unicode", 3306, ["CHARSET": "utf8mb4"]) },
      SourceCompany.draft {
        ($0.type, $0.url, $0.rowsPath, $0.paging, $0.pageParameter, $0.pageSize) = ("rest", "https://a.cn", "data", "page", "p", 100)
        ($0.sinceParameter, $0.secretHeader, $0.usesSecret) = ("since", "X-Key", true)
        $0.queries[0].columns = ["code": "kh"]
      },
      SourceCompany.draft { ($0.type, $0.url, $0.paging, $0.pageParameter, $0.pagePath) = ("rest", "https://a.cn", "cursor", "c", "next") },
      SourceCompany.draft { ($0.type, $0.url, $0.paging, $0.pagePath) = ("rest", "https://a.cn", "link", "next") },
      SourceCompany.draft { ($0.type, $0.path, $0.queries) = ("folder", "inbox", []) },
      SourceCompany.draft { ($0.type, $0.queries) = ("push", []) },
    ]
    for draft in drafts { try house.save(draft) }
    #expect(Swift.Set(workspace.sourceLedger.standing.map(\.content.feed.type)).count == 5)
    let again = try house.company.restarted()
    #expect(again.sourceLedger.standing == workspace.sourceLedger.standing)
    for source in again.sourceLedger.standing { #expect(SourceContent(source.content.canonical) == source.content) }
  }

  @Test("a secret lies in its store alone; another server never hears it; channels leave it where it is")
  func secrets() throws {
    let secret = "p4ssword-of-the-source"
    let id = try house.save(SourceCompany.draft { $0.usesSecret = true })
    func set(_ text: String?) throws {
      _ = try workspace.setSourceSecret(try house.imports(), id, SecretText(text), context: house.company.context(house.owner))
    }
    try set(secret)
    let channels = ChannelDraft(
      mail: nil, webhooks: [], publicAddress: "", internalHosts: [], mailDomains: [], dailyLimit: 20, version: nil)
    try workspace.setChannels(
      try Access.authorize(house.admin, to: To.ManageUsers.self), channels, context: house.company.context(house.admin))
    #expect(try house.detail(id).view.hasSecret)
    let kept = try house.company.store.events(after: 0, limit: 10_000).map { "\($0.payload)" }.joined()
    let shown = "\(try house.detail(id))"
    #expect(!kept.contains(secret) && !shown.contains(secret))
    try house.save(SourceCompany.draft { ($0.usesSecret, $0.every) = (true, 5) }, id: id)
    #expect(try house.detail(id).view.hasSecret, "another schedule is the same server")
    try house.save(SourceCompany.draft { ($0.usesSecret, $0.host) = (true, "evil.example.cn") }, id: id)
    #expect(try !house.detail(id).view.hasSecret && workspace.beginDueSources(limit: 2).isEmpty)
    try set(secret)
    _ = try workspace.removeSource(try house.imports(), id, context: house.company.context(house.owner))
    #expect(try house.company.store.channelSecrets().isEmpty)
    #expect((failure { try set(secret) } as? CycleError)?.code == .sourceNotKnown)
  }

  @Test("a changed query begins anew and leaves the marks of the others; from the start forgets all, and known rows stay as they are")
  func changed() throws {
    var second = SourceDraft.Query()
    (second.kind, second.text, second.markColumn, second.markKind) = ("suppliers", "SELECT code, name, id FROM s", "id", "integer")
    var draft = SourceCompany.draft { $0.queries.append(second) }
    let id = try house.save(draft)
    let task = try house.begin()
    _ = try workspace.keep(house.load(["K-1"], to: 10), of: try #require(try workspace.step(task, .customers)))
    try workspace.endRun(task, [])
    draft.queries[1].text = "SELECT code, name, id FROM s2"
    try house.save(draft, id: id)
    #expect(try house.detail(id).view.marks.map { $0.mark?.text } == ["10", nil])
    _ = try workspace.runSource(try house.imports(), id, isFromStart: true, context: house.company.context(house.owner))
    #expect(try house.detail(id).view.marks.map { $0.mark?.text } == [nil, nil])
    let again = try house.begin()
    let step = try #require(try workspace.step(again, .customers))
    #expect(step.request.since == nil)
    _ = try workspace.keep(house.load(["K-1"], to: 10), of: step)
    #expect(try house.detail(id).runs.first { $0.batch != nil }.map { [$0.added, $0.corrected, $0.unchanged] } == [0, 0, 1])
    draft.queries[0].text = "SELECT other"
    try house.save(draft, id: id)
    #expect(try house.detail(id).view.marks.first?.mark == nil)
    #expect(try workspace.step(again, .customers) == nil, "the run of the former form ends")
  }

  @Test("paused it rests, asked for it runs at once, and somebody else's change is not written over")
  func commands() throws {
    let id = try house.save()
    try house.run(house.load(["K-1"], to: 10))
    #expect(try workspace.beginDueSources(limit: 2).isEmpty)
    let imports = try house.imports()
    _ = try workspace.runSource(imports, id, context: house.company.context(house.owner))
    try house.run(house.load(["K-1"], to: 10))
    #expect(try workspace.beginDueSources(limit: 2).isEmpty, "once")
    _ = try workspace.pauseSource(imports, id, isPaused: true, context: house.company.context(house.owner))
    house.pass(minutes: 60)
    #expect(try workspace.beginDueSources(limit: 2).isEmpty && house.health(id).state == .paused)
    #expect(
      (failure { try workspace.runSource(imports, id, context: house.company.context(house.owner)) } as? CycleError)?.code == .sourceRefused
    )
    _ = try workspace.pauseSource(imports, id, isPaused: false, context: house.company.context(house.owner))
    #expect(try house.health(id).state == .normal, "late counts from when it goes on")
    #expect((failure { try house.save(id: id, seen: 1) } as? CycleError)?.code == .sourceChanged)
    #expect((failure { try house.save(id: 999) } as? CycleError)?.code == .sourceNotKnown)
  }
}
