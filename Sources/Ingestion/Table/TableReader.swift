// SPDX-License-Identifier: Apache-2.0
import Calendars
import Commerce
import Quantities

/// One pass over the rows below the header: cells → values → rules → columns.
final class TableReader {
  let file: String
  let schema: FactSchema
  let header: Header
  let plans: [FieldPlan]
  /// Those with a column or a constant; those that name a code of another kind; required ones.
  private let readPlans: [FieldPlan]
  private let referencePlans: [FieldPlan]
  private let requiredPlans: [FieldPlan]
  let accepted: AcceptedRows
  let options: ImportOptions
  let mapping: Mapping
  private let amountRules: AmountRules?
  private let bills: BillChecks?
  private let isUnusable: Bool
  private let keyTexts: [Int]
  private let references: ReferenceChecks
  private let terms = TermsChecks()
  private let currencies = CurrencyChecks()
  private let currencyPlan: FieldPlan?
  /// The column of payment terms in words, where the kind has one.
  private let termsPlan: FieldPlan?
  /// What is checked of a frame agreement beyond its cells; nil for other kinds.
  private let agreements: AgreementChecks?
  private let keys: KeyIndex
  private let totalFlags: [Growing<Int8>]
  @exclusivity(unchecked) private var rowsRead = 0
  @exclusivity(unchecked) private var rejected = 0
  @exclusivity(unchecked) private var merged = 0
  @exclusivity(unchecked) private var isMerged = false
  let findings: RowFindings
  /// Counts what the file does not number; nil when it does.
  private let numbering: Numbering?
  /// Plans whose blank cells take the value above, and which cells are merged.
  private let carrying: Bool
  private let merges: MergedCells?
  private let carried: Growing<Int64>
  private let isCarried: Growing<Bool>

  let values: UnsafeMutablePointer<Int64>
  let present: UnsafeMutablePointer<Bool>

  init(
    file: String, schema: FactSchema, mapping: Mapping, header: Header, options: ImportOptions,
    log: FindingLog, samples: [[String]] = [], merges: MergedCells? = nil, facts: [TitleFacts.Fact] = [], year: Int? = nil
  ) {
    self.file = file
    self.schema = schema
    self.header = header
    self.mapping = mapping
    self.options = options
    let planned = FieldPlan.plans(
      schema: schema, mapping: mapping, header: header, amountScale: options.currency.minorDigits, file: file,
      facts: facts, year: year)
    plans = planned.plans
    readPlans = planned.plans.filter { $0.column >= 0 || $0.constant != nil }
    referencePlans = readPlans.filter { $0.refersTo != nil && $0.refersTo != schema.kind }
    requiredPlans = planned.plans.filter(\.isRequired)
    termsPlan = schema.kind == .paymentTerms ? readPlans.first { $0.field.name == "text" } : nil
    currencyPlan = readPlans.first { $0.field.name == "currency" && $0.type == .text }
    agreements = AgreementChecks(schema)
    let accepted = AcceptedRows(fields: schema.fields)
    self.accepted = accepted
    findings = RowFindings(file: file, header: header, plans: planned.plans, log: log)
    for finding in planned.findings { findings.log.add(finding) }
    isUnusable = planned.findings.contains { $0.code == .requiredColumnMissing }
    amountRules = AmountRules(schema: schema, currency: options.currency, defaultRate: options.defaultTaxRate)
    bills = BillChecks(schema: schema, currency: options.currency)
    let keyNames = mapping.keys.isEmpty ? schema.keys : mapping.keys
    let keyFields = keyNames.compactMap { schema.index(of: $0) }
    keys = KeyIndex(accepted, keyFields: keyFields)
    let named = planned.plans.filter { $0.type == .text && $0.column >= 0 }
    keyTexts = named.filter { $0.isRequired || schema.keys.contains($0.field.name) }.map(\.index)
    references = ReferenceChecks(fieldCount: schema.fields.count, knows: options.knows)
    totalFlags = schema.fields.map { _ in Growing<Int8>() }
    values = .allocate(capacity: max(schema.fields.count, 1))
    present = .allocate(capacity: max(schema.fields.count, 1))
    values.initialize(repeating: 0, count: schema.fields.count)
    present.initialize(repeating: false, count: schema.fields.count)
    numbering = Numbering(schema, plans)
    self.merges = merges
    BlankCells.decide(plans, schema: schema, samples: samples, merges: merges)
    carrying = plans.contains { $0.carries != .never }
    carried = Growing(repeating: 0, count: schema.fields.count)
    isCarried = Growing(repeating: false, count: schema.fields.count)
    tellUnits()
  }

  deinit {
    values.deallocate()
    present.deallocate()
  }

  func readAll(_ rows: any RowSource) throws(IngestionError) {
    rows.rewind()
    let row = SourceRow(columns: options.limits.columns)
    while rows.next(row) {
      if row.line <= header.line { continue }
      read(row)
      if rowsRead > options.limits.rows {
        throw IngestionError(
          .tooManyRows, file, "more than \(options.limits.rows) rows",
          hint: "split the file, for example by year")
      }
      if rowsRead % options.progressRows == 0, !report(rows) { throw cancelled() }
    }
    if let failure = rows.failure { throw failure }
    if !report(rows) { throw cancelled() }
    checkOwnReferences()
  }

  private func report(_ rows: any RowSource) -> Bool {
    let bytes = rows.progress
    return options.progress?(
      ImportProgress(rowsRead: rowsRead, bytesDone: bytes.done, bytesTotal: bytes.total))
      ?? true
  }

  private func cancelled() -> IngestionError {
    IngestionError(
      .cancelled, file, "stopped after \(rowsRead) rows; nothing was taken", hint: "start it again")
  }

  /// One row: counted as accepted or rejected, or skipped as no record.
  private func read(_ row: SourceRow) {
    findings.begin(row)
    isMerged = false
    if row.problem != .none {
      findings.reject(row.problem)
    } else {
      checkWidth(row)
      present.update(repeating: false, count: plans.count)
      for plan in readPlans { readField(plan, row) }
      if carrying, !isSkippedKind(row) { carry(row) }
      if row.isHeading {
        findings.skip(.noteSkipped)
        return
      }
      if findings.lacksRequired || isTotalRow(row) {
        if let skipped = skipCode(row) {
          findings.skip(skipped)
          return
        }
      }
      if !findings.isRejected, !isUnusable { applyRules() }
    }
    rowsRead += 1
    if findings.isRejected || isUnusable {
      rejected += 1
      findings.commitRejected(quietly: isUnusable)
      return
    }
    findings.commitAccepted()
    if isMerged {
      merged += 1
      return
    }
    accepted.append(values, present, line: Int32(clamping: row.line))
  }

  /// Keeps what a row has for blank cells below it, and fills its own blank cells.
  private func carry(_ row: SourceRow) {
    for plan in readPlans where plan.carries != .never {
      let index = plan.index
      if present[index] {
        carried[index] = values[index]
        isCarried[index] = true
        continue
      }
      guard isCarried[index], plan.constant == nil, CellBytes.trimmed(row.bytes(plan.column)).isEmpty else { continue }
      let isMerged = merges?.continues(line: row.line, column: header.positions[plan.column]) ?? false
      guard isMerged || plan.carries == .always else { continue }
      values[index] = carried[index]
      present[index] = true
      findings.supplied(plan)
      if !isMerged {
        findings.aggregate(.valuesCarried, plan, excerpt: plan.type == .text ? accepted.texts[index].text(Int(values[index])) : "")
      }
    }
  }

  private func readField(_ plan: FieldPlan, _ row: SourceRow) {
    let index = plan.index
    var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    if plan.column >= 0 {
      bytes = CellBytes.trimmed(row.bytes(plan.column))
      if let map = plan.valueMap { bytes = map.replaced(bytes) }
    }
    if bytes.isEmpty, let constant = plan.constant {
      take(plan, constant.buffer)
      return
    }
    guard !bytes.isEmpty else {
      values[index] = 0
      present[index] = false
      if plan.isRequired, !isDerivable(plan) { findings.noteRequiredMissing(plan) }
      return
    }
    take(plan, bytes)
  }

  private func take(_ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>) {
    let index = plan.index
    if plan.type == .text {
      if bytes.count > options.limits.cellBytes { return findings.reject(.cellTooLong) }
      values[index] = Int64(accepted.texts[index].intern(bytes))
      present[index] = true
      return
    }
    var notes = CellNotes()
    let outcome: CellOutcome =
      switch plan.type {
      case .day: plan.takesPeriods ? period(plan, bytes, &notes) : DayCell.parse(bytes, plan.dayForm, &notes)
      case .month: MonthCell.parse(bytes, plan.dayForm, takesDays: plan.takesDays, year: plan.year, &notes)
      case .integer: IntegerCell.parse(bytes)
      case .boolean: BooleanCell.parse(bytes)
      case .text, .quantity, .price, .rate, .amount: NumberCell.parse(bytes, plan.number, &notes)
      }
    if !notes.isEmpty { findings.note(notes, plan, bytes) }
    switch outcome {
    case .value(let value):
      values[index] = value
      present[index] = true
      if value < 0 { checkSign(plan, bytes) }
      if plan.type == .rate, value > 1_000_000 { findings.cell(.rateOutOfRange, plan, bytes) }
    case .missing:
      values[index] = 0
      present[index] = false
      if plan.isRequired, !isDerivable(plan) { findings.noteRequiredMissing(plan) }
    case .failure(let code):
      values[index] = 0
      present[index] = false
      findings.unreadable(code, plan, bytes)
    }
  }

  private func period(_ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>, _ notes: inout CellNotes) -> CellOutcome {
    let day = DayCell.parse(bytes, plan.dayForm, &notes)
    guard case .failure(.notADate) = day else { return day }
    return PeriodCell.firstDay(bytes, year: plan.year) ?? day
  }

  /// Required money that the other columns may complete: judged after `AmountRules`.
  private func isDerivable(_ plan: FieldPlan) -> Bool { amountRules != nil && plan.type == .amount }

  private func checkSign(_ plan: FieldPlan, _ bytes: UnsafeBufferPointer<UInt8>) {
    switch plan.type {
    // A driver may be negative; a price may not.
    case .price where schema.kind != .drivers: findings.cell(.negativePrice, plan, bytes)
    case .rate: findings.cell(.rateOutOfRange, plan, bytes)
    default: break
    }
  }

  /// More cells than headers with something in them: usually a delimiter inside an unquoted text.
  private func checkWidth(_ row: SourceRow) {
    guard row.count > header.texts.count else { return }
    for index in header.texts.count..<row.count where !CellBytes.trimmed(row.bytes(index)).isEmpty {
      findings.rowProblem(
        .tooManyCells,
        [.init("cells", String(row.count)), .init("columns", String(header.texts.count))],
        excerpt: row.text(index))
      return
    }
  }

  /// Totals and notes take nothing from the rows above them.
  private func isSkippedKind(_ row: SourceRow) -> Bool { findings.lacksRequired && skipCode(row) != nil }

  private func skipCode(_ row: SourceRow) -> FindingCode? {
    let texts = row.texts
    // A header on the next page holds 价税合计 and is no total.
    if RowKinds.isHeaderAgain(texts, header) { return .noteSkipped }
    if RowKinds.isLikelyTotal(texts) { return .subtotalSkipped }
    return RowKinds.isNote(texts, columns: header.texts.count) ? .noteSkipped : nil
  }

  /// Whether a required text says 合计 or 制表人：; asked once for each distinct text.
  private func isTotalRow(_ row: SourceRow) -> Bool {
    for index in keyTexts where present[index] {
      let code = Int(values[index])
      let flags = totalFlags[index]
      while flags.count <= code { flags.append(-1) }
      if flags[code] < 0 { flags[code] = RowKinds.isOdd(accepted.texts[index].text(code)) ? 1 : 0 }
      if flags[code] == 1 { return true }
    }
    return false
  }

  /// What the reader decided about whole columns, told before the first row.
  private func tellUnits() {
    for plan in plans where plan.column >= 0 && plan.number.factor != 1 {
      findings.tell(.unitApplied, plan, header.line, [.init("factor", String(plan.number.factor))])
    }
  }

  func tell(_ guess: MappingGuess) {
    for column in guess.unmappedHeaders {
      findings.log.add(Finding(code: .columnNotMapped, file: file, line: header.line, column: column))
    }
    for plan in plans {
      guard let form = plan.dayForm else { continue }
      findings.tell(.dayFormGuessed, plan, header.line, [.init("form", form.rawValue)])
    }
  }

  /// What the lines above the header gave, and what is counted because no column gives it.
  func tell(_ facts: [TitleFacts.Fact]) {
    for fact in facts {
      guard let plan = plans.first(where: { $0.field.name == fact.field && $0.column < 0 && $0.constant != nil }),
        mapping.constants[fact.field] == nil
      else { continue }
      findings.late(.takenFromTitle, plan, fact.line, fact.excerpt, [.init("value", fact.value)])
    }
    guard let numbering else { return }
    let within = numbering.fields(plans)
    findings.tell(
      .linesCounted, numbering.plan, header.line,
      [
        .init("within", within.map(\.label).joined(separator: "、")),
        .init("within_field", within.map(\.name).joined(separator: ", ")),
      ])
  }

  // MARK: Rules over a whole row

  private func applyRules() {
    if let numbering, let number = numbering.next(values, present, accepted.texts[numbering.plan.index]) {
      values[numbering.plan.index] = number
      present[numbering.plan.index] = true
    }
    if let amountRules {
      switch amountRules.complete(values, present) {
      case .fine: break
      case .grossTakenAsNet: findings.aggregate(.grossTakenAsNet)
      case .taxRateMissing: findings.aggregate(.taxRateMissing)
      case .amountMissing: findings.aggregate(.amountMissing)
      case .taxDoesNotAddUp: findings.rowProblem(.taxDoesNotAddUp, [])
      case .overflow: findings.rowProblem(.numberTooLarge, [])
      }
      for plan in requiredPlans where !present[plan.index] { findings.noteRequiredMissing(plan) }
    }
    checkReferences()
    agreements?.check(values, present, plans, findings)
    if let odd = bills?.depositOutOfRange(values, present) { findings.rowProblem(.depositOutOfRange, odd) }
    if let plan = currencyPlan, present[plan.index] {
      let code = Int(values[plan.index])
      let texts = accepted.texts[plan.index]
      if currencies.isNewAndUnknown(code: code, text: texts.text(code)) {
        findings.cell(.currencyUnknown, plan, text: texts.text(code), [])
      }
    }
    if let words = termsPlan, present[words.index] { checkTerms(words) }
    guard !findings.isRejected else { return }
    if let earlier = keys.find(values, present, orRemember: accepted.count) {
      if mapping.addsDuplicates, add(to: earlier) {
        isMerged = true
        findings.aggregate(.duplicatesAdded)
        return
      }
      let isSame = plans.indices.allSatisfy {
        accepted.isPresent(earlier, $0) == present[$0]
          && (!present[$0] || accepted.value(earlier, $0) == values[$0])
      }
      findings.rowProblem(
        .duplicateKey,
        [.init("earlier", String(accepted.lines[earlier])), .init("same", isSame ? "yes" : "no")],
        excerpt: keyExcerpt())
      return
    }
    agreements?.remember(values, findings)
  }

  /// Adds the money and the quantities of the row at hand to an accepted one; false, and nothing done, on overflow.
  private func add(to earlier: Int) -> Bool {
    let sums = plans.indices.filter { plans[$0].type == .amount || plans[$0].type == .quantity }
    for isTrial in [true, false] {
      for index in sums where present[index] {
        let before = accepted.isPresent(earlier, index) ? accepted.value(earlier, index) : 0
        let (sum, overflow) = before.addingReportingOverflow(values[index])
        if overflow { return false }
        if !isTrial { accepted.set(sum, earlier, index) }
      }
    }
    return true
  }

  private func checkReferences() {
    for plan in referencePlans {
      guard let kind = plan.refersTo, present[plan.index] else { continue }
      let code = Int(values[plan.index])
      let (verdict, isFirst) = references.verdict(
        field: plan.index, kind: kind, code: code, texts: accepted.texts[plan.index])
      switch verdict {
      case .known, .notAsked: break
      case .unchecked:
        if kind == .paymentTerms, TermsChecks.isReadable(accepted.texts[plan.index].text(code)) {
          checkTerms(plan)
        } else {
          findings.aggregate(.referencesNotChecked, plan)
        }
      case .unknown where kind == .paymentTerms && TermsChecks.areWords(accepted.texts[plan.index].text(code)): checkTerms(plan)
      case .unknown:
        let text = accepted.texts[plan.index].text(code)
        if plan.isRequired, !namesParties(kind) {
          findings.cell(.referenceUnknown, plan, text: text, [.init("kind", kind.rawValue)])
        } else if isFirst {
          findings.cell(.optionalReferenceUnknown, plan, text: text, [.init("kind", kind.rawValue)])
        } else {
          findings.noteRepeatedReference()
        }
      }
    }
  }

  /// Invoices and receipts are money whoever they are of: banks and the tax office name a customer as they like, and what is one is merged afterwards.
  private func namesParties(_ kind: FactKind) -> Bool {
    [.customers, .suppliers].contains(kind) && [.invoices, .receipts, .purchaseInvoices].contains(schema.kind)
  }

  /// Terms in words, where a code could stand as well or in the column for them.
  private func checkTerms(_ plan: FieldPlan) {
    let code = Int(values[plan.index])
    let text = accepted.texts[plan.index].text(code)
    for finding in terms.findings(code: code, text: text) { findings.cell(finding.code, plan, text: text, finding.parameters) }
  }

  /// A parent named in the same file is known; one that is nowhere is a warning, since trees may come in parts.
  private func checkOwnReferences() {
    guard let codes = schema.index(of: schema.keys[0]) else { return }
    for plan in plans where plan.refersTo == schema.kind {
      var seen: Set<Int64> = []
      for row in 0..<accepted.count where accepted.isPresent(row, plan.index) {
        let code = accepted.value(row, plan.index)
        guard seen.insert(code).inserted else { continue }
        let text = accepted.texts[plan.index].text(Int(code))
        let isHere = CellBytes.with(text) { accepted.texts[codes].find($0) } != nil
        if isHere || options.knows(schema.kind, text) == true { continue }
        findings.late(
          .optionalReferenceUnknown, plan, Int(accepted.lines[row]), text,
          [.init("kind", schema.kind.rawValue)])
      }
    }
  }

  /// The key as a person would write it.
  private func keyExcerpt() -> String {
    let names = mapping.keys.isEmpty ? schema.keys : mapping.keys
    let parts = names.compactMap { name -> String? in
      guard let index = schema.index(of: name), present[index] else { return nil }
      let value = values[index]
      switch plans[index].type {
      case .text: return accepted.texts[index].text(Int(value))
      case .integer, .boolean: return String(value)
      case .day: return Day(ordinal: Int32(truncatingIfNeeded: value)).description
      case .month: return Month(ordinal: Int32(truncatingIfNeeded: value)).description
      case .quantity, .price, .rate, .amount: return nil
      }
    }
    return parts.joined(separator: " ")
  }

  func result(encoding: TextEncoding?, form: FileForm, headerLine: Int, mapping: Mapping, guess: MappingGuess?)
    -> ImportResult
  {
    findings.finish()
    return ImportResult(
      table: FactTable(kind: schema.kind, columns: accepted.columns(), lines: accepted.lines.array),
      rowsRead: rowsRead,
      rejected: rejected, merged: merged, findings: findings.log, roundings: findings.roundings, encoding: encoding, form: form,
      headerLine: headerLine,
      mapping: mapping,
      guess: guess)
  }
}
