// SPDX-License-Identifier: Apache-2.0
public import Access
import Approvals
public import Calendars
import Formulas
import Journal
import Planning

/// 预测提报: the agreed forecast of a region, or of the company, for the months to come, to be countersigned 复核.
public struct ForecastReview: Hashable, Sendable {
  /// Code; empty for the whole company.
  public let region: String
  public let from: Month
  /// 1 and more.
  public let months: Int

  var canonical: [String: CanonicalValue] {
    ["region": .text(region), "from": .month(from), "months": .integer(Int64(months))]
  }

  init(region: String, from: Month, months: Int) {
    self.region = region
    self.from = from
    self.months = months
  }

  init?(_ payload: CanonicalValue) {
    guard let region = payload["region"]?.text, let from = payload["from"]?.month,
      let months = payload["months"]?.integer.flatMap({ Int(exactly: $0) })
    else { return nil }
    self.init(region: region, from: from, months: months)
  }
}

/// What was countersigned last of a region.
struct SignedForecast: Sendable {
  let review: ForecastReview
  let by: Actor
  let at: Moment
  /// By family and month, hundredths of a piece.
  let rows: [String: [Month: Int64]]

  var pieces: Int64 { rows.values.reduce(0) { $0 &+ $1.values.reduce(0) { $0 &+ $1 } } }
}

/// Where the forecast of a region stands.
public struct ForecastReviewView: Sendable {
  /// Code; empty for the whole company.
  public let region: String
  public let label: BilingualText
  public let from: Month
  public let months: Int
  /// Hundredths of a piece, as it is now; of the months that were signed, where it was.
  public let pieces: Int64
  /// Who completed the signing, when, and how many pieces.
  public let signed: (by: BilingualText, at: Moment, from: Month, months: Int, pieces: Int64)?
  /// The approval it is in.
  public let running: Int64?
  public let mayHandIn: Bool
}

extension Workspace {
  private static let reviewMonths = 12

  /// Hands the agreed forecast of a region in for countersigning.
  ///
  /// - Parameter region: code; empty for the whole company.
  /// - Throws: `CycleError.cellNotKnown` for a region that is not there or has no forecast; `approvalRunning`; `noFlowInForce`; `AccessError` outside
  ///   one's scope.
  public func submitForecast(_ proof: Authorized<To.EditForecast>, region: String, context: CommandContext) throws -> CommandOutcome {
    if let earlier = try outcome(of: context) { return earlier }
    guard region.isEmpty || plan.catalogue.regionIndex(region) != nil, let review = nextReview(region) else {
      throw PlanState.notKnown(region, region)
    }
    let subject = ApprovalSubject.forecast(review)
    guard sees(proof.person, subject) else { throw Access.outside(proof.person, region) }
    guard let now = try content(of: subject) else { throw PlanState.notKnown(region, region) }
    let name = title(of: subject)
    return try submit(subject, now, BilingualText("提报：\(name.chinese)", "handed in: \(name.english)"), context)
  }

  /// The regions the person sees, and the company for whoever sees it whole: what was signed, and how far the forecast moved since.
  public func forecastReviews(_ proof: Authorized<To.ViewPlan>) throws -> [ForecastReviewView] {
    let names = try approvalNames()
    let codes = (Access.allows(proof.person, .viewCompany) ? [""] : []) + regions(proof).map(\.code)
    return try codes.compactMap { region in
      guard let next = nextReview(region), sees(proof.person, .forecast(next)) else { return nil }
      let signed = approvals.signed[region]
      let window = signed?.review ?? next
      return ForecastReviewView(
        region: region, label: regionName(region), from: next.from, months: next.months,
        pieces: try total(window),
        signed: signed.map { (names[$0.by.id], $0.at, $0.review.from, $0.review.months, $0.pieces) },
        running: approvals.open(.forecast(next))?.id, mayHandIn: Access.allows(proof.person, .editForecast))
    }
  }

  /// Who would get it if the reader handed it in now.
  public func previewForecast(_ proof: Authorized<To.ViewPlan>, region: String) throws -> ApprovalPreview {
    guard region.isEmpty || plan.catalogue.regionIndex(region) != nil, let review = nextReview(region) else {
      throw PlanState.notKnown(region, region)
    }
    guard sees(proof.person, .forecast(review)) else { throw Access.outside(proof.person, region) }
    let (definition, run) = try simulate(.forecast(review), by: proof.person.id)
    return preview(definition, run, try approvalNames())
  }

  func regionName(_ region: String) -> BilingualText {
    region.isEmpty
      ? BilingualText("全公司", "Whole company")
      : plan.catalogue.regionIndex(region).map { plan.catalogue.regions[$0].name } ?? BilingualText(name: region)
  }

  /// The year to come, as far as the plan goes; nil for a plan without an agreed forecast.
  private func nextReview(_ region: String) -> ForecastReview? {
    let from = plan.cutoff.adding(months: 1)
    let left = plan.cutoff.distance(to: plan.calendar.lastMonth)
    guard left > 0, plan.engine.model.measure(named: "agreed") != nil else { return nil }
    return ForecastReview(region: region, from: from, months: min(Self.reviewMonths, left))
  }

  /// Hundredths of a piece, each family and month rounded by itself as what is signed is.
  private func total(_ review: ForecastReview) throws(PlanningError) -> Int64 {
    var sum: Int64 = 0
    for family in plan.members.families { sum = try pieces(review, item: family).values.reduce(sum) { $0 &+ $1 } }
    return sum
  }

  /// Total by month, hundredths of a piece; months that the plan does not hold are left out.
  private func pieces(_ review: ForecastReview, item: Int64? = nil, measure: String = "agreed") throws(PlanningError) -> [Month: Int64] {
    var at = Coordinate.total
    if let item { at.members["Item"] = item }
    if !review.region.isEmpty { at.members["Region"] = plan.memberID("Region", review.region) }
    let values = try plan.engine.values(measure, at: at)
    var found: [Month: Int64] = [:]
    for step in 0..<review.months {
      let month = review.from.adding(months: step)
      guard let index = plan.calendar.index(of: month), values.indices.contains(index), values[index].isFinite else { continue }
      found[month] = hundredths(values[index])
    }
    return found
  }

  func forecastContent(_ review: ForecastReview) throws(PlanningError) -> SubjectContent? {
    guard plan.engine.model.measure(named: "agreed") != nil else { return nil }
    var leaves: [String: [Month: Int64]] = [:]
    for (entry, id) in zip(plan.catalogue.items, plan.members.items) { leaves[entry.code] = try pieces(review, item: id) }
    let signed = approvals.signed[review.region]
    var rows: [String: [Month: Int64]] = [:]
    var lines: [SubjectContent.Line] = []
    for (family, id) in zip(plan.catalogue.families, plan.members.families) {
      let months = try pieces(review, item: id)
      let before = signed.map { $0.rows[family.code] ?? [:] }
      let sum = months.values.reduce(0) { $0 &+ $1 }
      guard sum != 0 || before?.isEmpty == false else { continue }
      rows[family.code] = months
      // Only months that were signed can be compared.
      let stood = before.map { old in months.keys.reduce(Int64(0)) { $0 &+ (old[$1] ?? 0) } }
      lines.append(
        SubjectContent.Line(
          key: family.code, label: family.name, unit: "件", good: "up", isMoney: false, cell: nil, before: stood, after: sum,
          months: months.sorted { $0.key < $1.key }.map { month, after in (month, before?[month], after) }))
    }
    var encoder = CanonicalEncoder()
    guard (try? encoder.put(.map(review.canonical.merging(["rows": BudgetContent.canonical(leaves)]) { old, _ in old }))) != nil else {
      return nil
    }
    let revenue = plan.engine.model.measure(named: "revenue") == nil ? [:] : try pieces(review, measure: "revenue")
    let total = lines.reduce(Int64(0)) { $0 &+ $1.after }
    return SubjectContent(
      digest: Digest.sha256(encoder.bytes), lines: lines, amount: revenue.values.reduce(0) { $0 &+ $1 },
      deviation: SubjectContent.deviation(total, from: signed?.pieces ?? 0), rows: rows)
  }
}
