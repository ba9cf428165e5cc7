// SPDX-License-Identifier: Apache-2.0
public import Access
import Calendars
import Journal

extension Workspace {
  /// The organisation in force.
  var organisation: Organisation { ledgers.organisation.organisation }

  /// What a unit is from a day on: a new one, another name or place, or no more.
  ///
  /// - Parameter unit: an empty id gets one.
  /// - Throws: `CycleError.organisationRefused` with everything that would be wrong, on whatever day.
  public func setUnit(_ proof: Authorized<To.ManageUsers>, _ unit: OrganisationUnit, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    let id = unit.id.isEmpty ? freeID("U", organisation.versions.keys) : unit.id
    let unit = OrganisationUnit(
      id: id, kind: unit.kind, name: unit.name, englishName: unit.englishName.isEmpty ? unit.name : unit.englishName, parent: unit.parent,
      department: unit.department, from: unit.from, isClosed: unit.isClosed)
    var reasons = nameReasons(unit.name, unit.englishName) + dayReasons(unit.from)
    if id.utf8.count > 40 || id.contains(where: { $0.isWhitespace || $0 == "," }) {
      reasons.append(BilingualText("编码“\(id)”最长 40 个字节，不含空格和逗号", "the code “\(id)” has 40 bytes at most, no space and no comma"))
    }
    if let code = unit.department, !plan.catalogue.departments.contains(where: { $0.code == code }) {
      reasons.append(BilingualText("没有部门“\(code)”：从预算部门里选一个", "there is no department “\(code)”: choose one of the plan's"))
    }
    if unit.isClosed { reasons += closingReasons(unit) }
    let words =
      unit.isClosed
      ? BilingualText("撤销组织单元：\(unit.name)（\(unit.from) 起）", "unit closed from \(unit.from): \(unit.englishName)")
      : BilingualText("组织单元：\(unit.name)（\(unit.from) 起）", "unit from \(unit.from): \(unit.englishName)")
    return try changeOrganisation(.unit(unit), words, reasons, context)
  }

  /// Takes back one's newest change of the organisation, or does it again, where nothing that came after rests on it.
  func reverseOrganisation(_ event: Event, mark: String, words: BilingualText, context: CommandContext) throws -> CommandOutcome {
    try Access.require(context.person, .manageUsers)
    let trial = ledgers.organisation.reversing(event.sequence, isTakenBack: mark == "undoes")
    let reasons = try newFaults(in: trial)
    guard reasons.isEmpty else { throw organisationRefused(reasons) }
    return try recordReversal(
      of: event, as: mark == "undoes" ? OrganisationLedger.reverted : OrganisationLedger.restored, mark: mark, words: words,
      context: context)
  }

  func changeOrganisation(
    _ change: OrganisationLedger.Change, _ words: BilingualText, _ reasons: [BilingualText], _ context: CommandContext
  ) throws -> CommandOutcome {
    var trial = organisation
    trial.apply(change)
    let reasons = try reasons + newFaults(in: trial)
    guard reasons.isEmpty else { throw organisationRefused(reasons) }
    return try recordDecision(change.kind, change.canonical, words, context)
  }

  private func newFaults(in trial: Organisation) throws -> [BilingualText] {
    let known = Swift.Set(organisation.faults())
    let fresh = trial.faults().filter { !known.contains($0) }
    guard !fresh.isEmpty else { return [] }
    let names = try approvalNames()
    return fresh.prefix(10).map { $0.words(in: trial, names) }
  }

  func organisationRefused(_ reasons: [BilingualText]) -> CycleError {
    CycleError(
      .organisationRefused, BilingualText("组织不能这样改", "the organisation cannot be changed so"), detail: BilingualText.joined(reasons),
      hint: BilingualText("改好后再提交", "mend it and try again"))
  }

  func nobody(_ login: String) -> BilingualText {
    BilingualText("没有登录名“\(login)”，或已停用：换一个人", "nobody has the login “\(login)”, or it was closed: choose somebody else")
  }

  /// What is closed was there before.
  private func closingReasons(_ unit: OrganisationUnit) -> [BilingualText] {
    guard let first = organisation.versions[unit.id]?.first else {
      return [BilingualText("没有单元“\(unit.id)”可撤销", "there is no unit “\(unit.id)” to close")]
    }
    guard unit.from < first.from else { return [] }
    return [
      BilingualText(
        "\(unit.name)从 \(first.from) 起才有，不能在 \(unit.from) 撤销：选那天或以后",
        "\(unit.englishName) begins on \(first.from) and cannot close on \(unit.from): choose that day or a later one")
    ]
  }

  func nameReasons(_ name: String, _ englishName: String) -> [BilingualText] {
    let isFit = name.contains { !$0.isWhitespace } && [name, englishName].allSatisfy { $0.count <= 60 && !$0.contains(where: \.isNewline) }
    return isFit ? [] : [BilingualText("名称要有 1 到 60 个字，一行", "a name has 1 to 60 characters on one line")]
  }

  func dayReasons(_ day: Day) -> [BilingualText] {
    (1900...2200).contains(day.year) ? [] : [BilingualText("日期 \(day) 不在 1900 到 2200 年之间", "\(day) is not between 1900 and 2200")]
  }

  func freeID(_ letter: String, _ taken: some Swift.Sequence<String>) -> String {
    let taken = Swift.Set(taken)
    return (1...).lazy.map { "\(letter)\($0)" }.first { !taken.contains($0) } ?? letter
  }
}
