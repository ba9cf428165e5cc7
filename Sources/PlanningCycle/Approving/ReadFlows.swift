// SPDX-License-Identifier: Apache-2.0
public import Access
public import Approvals
public import Calendars
import Journal

/// A flow in the list: its newest version, and what runs along any of them.
public struct FlowView: Sendable {
  public struct Version: Sendable {
    public let number: Int
    /// nil: it came with the program.
    public let by: BilingualText?
    public let at: Moment?
    /// Approvals on their way along this version.
    public let running: Int
  }

  public let definition: FlowDefinition
  public let isShipped: Bool
  public let isInForce: Bool
  /// Newest first.
  public let versions: [Version]
}

/// Something wrong with a flow that is being drawn.
public struct FlowFault: Sendable {
  public let step: String
  public let label: BilingualText
  public let code: String
  public let words: BilingualText

  /// With the step it is about.
  var sentence: BilingualText {
    BilingualText("「\(label.chinese)」\(words.chinese)", "“\(label.english)”: \(words.english)")
  }
}

/// What is wrong with a flow, and who would get a document along it.
public struct FlowCheck: Sendable {
  public let faults: [FlowFault]
  /// Of a flow without faults, for a document.
  public let preview: ApprovalPreview?
}

/// A document that nobody handed in, to see where it would go.
public struct FlowSample: Sendable {
  /// Login.
  public let submitter: String
  public let fields: [String: ApprovalDocument.Value]
  /// The day on which it would be handed in; nil for today.
  public let on: Day?

  public init(submitter: String, fields: [String: ApprovalDocument.Value], on: Day? = nil) {
    self.submitter = submitter
    self.fields = fields
    self.on = on
  }
}

extension Workspace {
  /// All flows, shipped ones first.
  public func flowList(_ proof: Authorized<To.ViewCompany>) throws -> [FlowView] {
    let names = try approvalNames()
    let book = approvals.flows
    return book.newest.map { definition in
      let key = definition.flow.key
      let versions = book.entries.filter { $0.definition.flow.key == key }.reversed().map { entry in
        let number = entry.definition.flow.version
        return FlowView.Version(
          number: number, by: entry.by.map { names[$0] }, at: entry.at,
          running: approvals.cases.count { $0.isOpen && $0.run.flow.key == key && $0.run.flow.version == number })
      }
      return FlowView(
        definition: definition, isShipped: book.isShipped(key),
        isInForce: book.flow(for: definition.purpose)?.flow.key == key, versions: Array(versions))
    }
  }

  /// What a text field of what is handed in may say, by key; empty for what anything may stand in.
  public func flowOptions(_ proof: Authorized<To.ViewCompany>, _ field: FlowField) -> [(key: String, label: BilingualText)] {
    switch field.key {
    case "form": BudgetForm.all.map { ($0.key, $0.label) }
    case "region": plan.catalogue.regions.map { ($0.code, $0.name) }
    case "department":
      plan.catalogue.departments.indices.filter { !plan.isAboveDepartments($0) }.map {
        (plan.catalogue.departments[$0].code, plan.catalogue.departments[$0].name)
      }
    default: []
    }
  }

  /// Who may be named in a flow: number, login, name.
  public func flowPeople(_ proof: Authorized<To.ViewCompany>) throws -> [(id: Int64, login: String, name: BilingualText)] {
    try store.people().filter { !$0.details.isDisabled }.map { ($0.id, $0.details.login, $0.name) }
  }

  /// Says what is wrong with a flow, and else who would get a document along it, with the organisation and the stand-ins of its day; changes nothing.
  ///
  /// - Throws: `CycleError` with the codes of `ApprovalRefusal` for a submitter who is not there; `StoreError`.
  public func checkFlow(_ proof: Authorized<To.ViewCompany>, _ definition: FlowDefinition, sample: FlowSample?) throws -> FlowCheck {
    let records = try store.people()
    let faults = flowFaults(definition, records)
    guard let sample, faults.isEmpty else { return FlowCheck(faults: faults, preview: nil) }
    let day = sample.on ?? environment.today()
    let people = delegated(ApprovalPeople(records, reportingLines(on: day)), definition.purpose, on: day)
    let submitter = records.first { $0.details.login == sample.submitter.lowercased() }?.id ?? -1
    let document = ApprovalDocument(submitter: submitter, fields: sample.fields, content: "")
    do {
      let run = try definition.flow.simulate(document, at: environment.now(), people: people)
      return FlowCheck(faults: [], preview: preview(definition, run, ApprovalNames(records, reportingLines)))
    } catch { throw CycleError(error) }
  }

  func flowFaults(_ definition: FlowDefinition, _ records: [PersonRecord]) -> [FlowFault] {
    let present = Swift.Set(records.filter { !$0.details.isDisabled }.map(\.id))
    let words = FlowVocabulary(
      roles: Swift.Set(Role.allCases.map(\.rawValue)), people: present, groups: Swift.Set(organisation.groups.map(\.id)),
      unmannedGroups: Swift.Set(organisation.groups.filter { present.isDisjoint(with: $0.members) }.map(\.id)),
      fields: Swift.Set(definition.purpose.fields.map(\.key)),
      parts: Dictionary(uniqueKeysWithValues: definition.purpose.parts.map { ($0.rawValue, Swift.Set($0.rights)) }))
    let names = ApprovalNames(records, reportingLines)
    return definition.flow.findings(knowing: words).map {
      FlowFault(step: $0.node, label: definition.label($0.node), code: $0.code.rawValue, words: $0.words(names))
    }
  }
}
