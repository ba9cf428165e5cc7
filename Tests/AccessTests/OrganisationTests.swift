// SPDX-License-Identifier: Apache-2.0
import Access
import Calendars
import Testing

/// A company, its sales department with a region below, and finance; Chen heads the company, Zhou sales, Li the region.
/// Sees: a wrong superior, a unit in a circle, a day on which an order that is planned ahead would not hold. Does not see: who may change it.
@Suite struct OrganisationTests {
  private static let (chen, zhou, li, wu): (Int64, Int64, Int64, Int64) = (1, 2, 3, 4)
  private var organisation = Organisation()

  private static func day(_ text: String) -> Day {
    guard let day = Day(iso: text) else { fatalError("a test names a day that is none: \(text)") }
    return day
  }

  private static func unit(
    _ id: String, _ kind: OrganisationUnit.Kind, under parent: String?, department: String? = nil, from: String = "2026-01-01",
    isClosed: Bool = false
  ) -> OrganisationUnit {
    OrganisationUnit(id: id, kind: kind, name: id, parent: parent, department: department, from: day(from), isClosed: isClosed)
  }

  private static func place(
    _ id: Int64, _ person: Int64, _ unit: String, isHead: Bool = false, isMain: Bool = true, from: String = "2026-01-01",
    through: String? = nil
  ) -> Appointment {
    Appointment(id: id, person: person, unit: unit, isHead: isHead, isMain: isMain, from: day(from), through: through.map { day($0) })
  }

  init() {
    organisation.set(Self.unit("C", .company, under: nil))
    organisation.set(Self.unit("S", .department, under: "C"))
    organisation.set(Self.unit("E", .department, under: "S", department: "BM05"))
    organisation.set(Self.unit("F", .department, under: "C", department: "BM10"))
    organisation.appoint(Self.place(1, Self.chen, "C", isHead: true))
    organisation.appoint(Self.place(2, Self.zhou, "S", isHead: true))
    organisation.appoint(Self.place(3, Self.li, "E", isHead: true))
    organisation.appoint(Self.place(4, Self.wu, "E"))
  }

  private func lines(_ day: String) -> ReportingLines { ReportingLines(organisation, on: Self.day(day)) }

  @Test(
    "people report to the head of their unit, heads to the next one above, the one at the top to nobody; who works nowhere is not placed")
  func superiors() {
    let lines = lines("2026-06-01")
    #expect(
      lines.superior(of: Self.wu) == Self.li && lines.superior(of: Self.li) == Self.zhou && lines.superior(of: Self.zhou) == Self.chen)
    #expect(lines.superior(of: Self.chen) == nil && lines.places(Self.chen))
    #expect(!lines.places(9) && lines.superior(of: 9) == nil)
    #expect(lines.departments(ledBy: Self.li) == ["BM05"] && lines.headedDepartments == ["BM05"], "finance has no head")
    #expect(lines.vacantDepartments == ["BM10": Self.chen], "the nearest head above is there for it")
    #expect(organisation.faults().isEmpty)
  }

  @Test("a unit without a head passes its people up; with two posts the main one counts, also when it came later")
  func vacancies() {
    var other = organisation
    other.end(3, through: Self.day("2026-03-31"))
    other.appoint(Self.place(5, Self.li, "F", isHead: true, isMain: false, from: "2026-02-01"))
    let before = ReportingLines(other, on: Self.day("2026-03-31"))
    #expect(before.superior(of: Self.li) == Self.zhou, "finance is beside it")
    #expect(before.departments(ledBy: Self.li) == ["BM05", "BM10"])
    let after = ReportingLines(other, on: Self.day("2026-04-01"))
    #expect(after.superior(of: Self.wu) == Self.zhou && after.superior(of: Self.li) == Self.chen)
    #expect(other.faults().isEmpty)
  }

  @Test("what is planned ahead holds from its day on: a department moves, another is closed, and before that nothing changed")
  func dated() {
    var other = organisation
    other.set(Self.unit("E", .department, under: "C", department: "BM05", from: "2027-01-01"))
    other.set(Self.unit("F", .department, under: "C", from: "2027-01-01", isClosed: true))
    #expect(other.path(above: "E", on: Self.day("2026-12-31")).map(\.id) == ["S", "C"])
    #expect(other.path(above: "E", on: Self.day("2027-01-01")).map(\.id) == ["C"])
    #expect(other.unit("F", on: Self.day("2026-12-31")) != nil && other.unit("F", on: Self.day("2027-01-01")) == nil)
    #expect(other.unit("E", on: Self.day("2025-12-31")) == nil)
    #expect(ReportingLines(other, on: Self.day("2027-01-01")).superior(of: Self.li) == Self.chen)
    #expect(other.faults().isEmpty)
  }

  @Test(
    "everything that is wrong is found, with the first day: circles that begin later, missing parents, misplaced units, two heads, two departments"
  )
  func faults() {
    func kinds(_ change: (inout Organisation) -> Void) -> [OrganisationFault.Kind] {
      var other = organisation
      change(&other)
      return other.faults().map(\.kind)
    }
    let circle = kinds { $0.set(Self.unit("S", .department, under: "E", from: "2027-01-01")) }
    #expect(circle == [.circle, .circle], "both units lie in it")
    var later = organisation
    later.set(Self.unit("S", .department, under: "E", from: "2027-01-01"))
    #expect(later.faults().first?.day == Self.day("2027-01-01"))
    #expect(kinds { $0.set(Self.unit("X", .department, under: "nowhere")) } == [.parentMissing("nowhere")])
    #expect(
      kinds { $0.set(Self.unit("S", .department, under: "C", from: "2027-01-01", isClosed: true)) } == [
        .parentMissing("S"), .notThere(person: Self.zhou),
      ])
    #expect(kinds { $0.set(Self.unit("X", .company, under: "S")) } == [.misplaced(under: "S")])
    #expect(
      kinds {
        $0.set(Self.unit("P", .post, under: "E")); $0.set(Self.unit("X", .department, under: "P"))
      } == [.misplaced(under: "P")])
    #expect(kinds { $0.set(Self.unit("X", .department, under: "C", department: "BM05")) } == [.departmentTwice(other: "E")])
    #expect(kinds { $0.appoint(Self.place(9, Self.wu, "S", isHead: true, isMain: false)) } == [.twoHeads(Self.zhou, Self.wu)])
    #expect(kinds { $0.appoint(Self.place(9, Self.wu, "E", isMain: false, from: "2026-05-01")) } == [.twice(person: Self.wu)])
    #expect(kinds { $0.appoint(Self.place(9, Self.wu, "F")) } == [.twoMain(person: Self.wu)])
    #expect(kinds { $0.appoint(Self.place(9, 7, "F", from: "2026-05-01", through: "2026-04-01")) } == [.endsBeforeItBegins])
    #expect(kinds { $0.appoint(Self.place(9, 7, "F", from: "2025-05-01")) } == [.notThere(person: 7)])
    let deep = kinds { other in
      for level in 1...14 { other.set(Self.unit("D\(level)", .department, under: level == 1 ? "C" : "D\(level - 1)")) }
    }
    #expect(deep == [.tooDeep, .tooDeep])
  }

  @Test("an appointment that ends before it began never was; heads follow one another without a gap or a fault")
  func succession() {
    var other = organisation
    other.end(3, through: Self.day("2026-06-30"))
    other.appoint(Self.place(8, Self.wu, "E", isHead: true, isMain: false, from: "2026-07-01"))
    #expect(other.faults().map(\.kind) == [.twice(person: Self.wu)], "she works there already")
    other.end(4, through: Self.day("2026-06-30"))
    #expect(other.faults().isEmpty && other.head(of: "E", on: Self.day("2026-07-01")) == Self.wu)
    other.end(8, through: Self.day("2026-06-30"))
    #expect(other.appointments.map(\.id) == [1, 2, 3, 4])
  }

  @Test("somebody moves: the old post ends the day before; a move that never was gives it back, unless it ended otherwise since")
  func moves() {
    var other = organisation
    other.appoint(Self.place(9, Self.wu, "F", from: "2026-07-01"), ending: [4])
    #expect(other.faults().isEmpty && other.appointments(of: Self.wu, on: Self.day("2026-06-30")).map(\.unit) == ["E"])
    #expect(other.appointments(of: Self.wu, on: Self.day("2026-07-01")).map(\.unit) == ["F"])
    var ended = other
    ended.end(4, through: Self.day("2026-05-31"))
    other.end(9, through: Self.day("2026-06-30"))
    #expect(other.appointments == organisation.appointments)
    ended.end(9, through: Self.day("2026-06-30"))
    #expect(ended.appointments.last?.through == Self.day("2026-05-31"))
    // On its own first day the old post was never held; taken back, it is there again in its place.
    var early = organisation
    early.appoint(Self.place(9, Self.li, "F", isHead: true), ending: [3])
    #expect(early.appointments.map(\.id) == [1, 2, 4, 9])
    early.end(9, through: Self.day("2025-12-31"))
    #expect(early.appointments == organisation.appointments)
  }

  @Test("groups hold each person once; an emptied one is no more")
  func groups() {
    var other = organisation
    other.set(PeopleGroup(id: "G1", name: "价格委员会", members: [3, 1, 3]))
    #expect(other.groups.first?.members == [1, 3] && ReportingLines(other, on: Self.day("2026-06-01")).groups(of: 3) == ["G1"])
    other.set(PeopleGroup(id: "G1", name: "价格委员会", members: []))
    #expect(other.groups.isEmpty)
  }

  /// Random changes; whatever the tree says is compared with a slow reading of the definition.
  @Test("along 400 random organisations everybody reports to the nearest head above, and a circle is never missed")
  func random() {
    var state: UInt64 = 7
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var circles = 0
    for _ in 0..<400 {
      var other = Organisation()
      for number in 0..<8 {
        let parent = below(9)
        other.set(
          OrganisationUnit(
            id: "U\(number)", kind: .department, name: "U\(number)", parent: parent < 8 && parent != number ? "U\(parent)" : nil,
            from: Self.day("2026-01-01")))
      }
      for number in 0..<12 {
        other.appoint(Self.place(Int64(number), Int64(below(6)), "U\(below(8))", isHead: below(2) == 0, isMain: below(2) == 0))
      }
      let day = Self.day("2026-06-01")
      let isCircular = (0..<8).contains { number in
        var (next, steps) = (other.unit("U\(number)", on: day)?.parent, 0)
        while let one = next, steps < 20 { (next, steps) = (other.unit(one, on: day)?.parent, steps + 1) }
        return next != nil
      }
      let faults = other.faults()
      #expect(faults.contains { $0.kind == .circle || $0.kind == .tooDeep } == isCircular)
      if isCircular { circles += 1 }
      let lines = ReportingLines(other, on: day)
      for person in Int64(0)..<6 {
        guard let own = other.appointments(of: person, on: day).first else { continue }
        let chain = [own.unit] + other.path(above: own.unit, on: day).map(\.id)
        let expected = chain.lazy.compactMap { other.head(of: $0, on: day) }.first { $0 != person }
        #expect(lines.superior(of: person) == expected)
      }
    }
    #expect(circles > 50)
  }
}
