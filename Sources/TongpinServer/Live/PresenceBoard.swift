// SPDX-License-Identifier: Apache-2.0
import Calendars
import PlanningCycle
import Synchronization
import Wire

/// Where one open page of somebody is looking.
struct Whereabouts: Hashable, Sendable {
  /// Made by the page: one person may have several.
  let tab: String
  let login: String
  /// A screen of the browser, and which form or scenario of it.
  let screen: String
  let place: String?
  let cell: String?
  /// Who may hear of the cell.
  let mask: FigureMask?
}

/// Who is where just now: in memory alone, for as long as pages say so. Nothing of it is ever kept. Bounded everywhere: pages of a person, pages
/// in all, and one event a second however many cursors move.
final class PresenceBoard: Sendable {
  static let limits = (tabs: 5, pages: 2_000, told: 40, silence: Int64(45_000))
  static let name = "presence"

  private struct Entry {
    var whereabouts: Whereabouts
    let person: Int64
    var heard: Moment
  }

  private struct State {
    var entries: [String: Entry] = [:]
    var moved: [String: Whereabouts] = [:]
    var gone: Swift.Set<String> = []
    var isFlushing = false
  }

  private let hub: LiveHub
  private let pause: Swift.Duration
  private let state = Mutex(State())

  /// - Parameter pause: between two events.
  init(hub: LiveHub, pause: Swift.Duration = .seconds(1)) {
    self.hub = hub
    self.pause = pause
  }

  /// A page says where it is, or that it still is there.
  ///
  /// - Returns: where everybody else is, as this person may hear it.
  func report(_ whereabouts: Whereabouts, of person: Int64, as hearing: ChangeHearing, at moment: Moment) -> JSON {
    let others = state.withLock { state in
      Self.forgetSilent(&state, at: moment)
      let known = state.entries[whereabouts.tab]
      let own = state.entries.filter { $0.value.person == person }
      // A page's name is its own: nobody speaks for another's.
      guard known == nil || known?.person == person else { return Self.others(of: person, state) }
      if known == nil, own.count >= Self.limits.tabs, let oldest = own.min(by: { ($0.value.heard, $0.key) < ($1.value.heard, $1.key) }) {
        Self.remove(oldest.key, &state)
      }
      guard known != nil || state.entries.count < Self.limits.pages else { return Self.others(of: person, state) }
      state.entries[whereabouts.tab] = Entry(whereabouts: whereabouts, person: person, heard: moment)
      if known?.whereabouts != whereabouts {
        state.moved[whereabouts.tab] = whereabouts
        state.gone.remove(whereabouts.tab)
      }
      return Self.others(of: person, state)
    }
    flush()
    return JSON(others.sorted { $0.tab < $1.tab }) { $0.json(for: hearing) }
  }

  /// A page says that it closes.
  func leave(_ tab: String, of person: Int64) {
    state.withLock { state in if state.entries[tab]?.person == person { Self.remove(tab, &state) } }
    flush()
  }

  private static func others(of person: Int64, _ state: State) -> [Whereabouts] {
    state.entries.values.filter { $0.person != person }.map(\.whereabouts)
  }

  private static func remove(_ tab: String, _ state: inout State) {
    state.entries[tab] = nil
    state.moved[tab] = nil
    state.gone.insert(tab)
  }

  /// A page that said nothing for so long was closed without a word.
  private static func forgetSilent(_ state: inout State, at moment: Moment) {
    let limit = moment.millisecondsSinceEpoch - limits.silence
    for (tab, entry) in state.entries where entry.heard.millisecondsSinceEpoch < limit { remove(tab, &state) }
  }

  /// Tells what moved: at once, and then not again before the pause is over.
  private func flush() {
    let event = state.withLock { state -> LiveEvent? in
      guard !state.isFlushing, !state.moved.isEmpty || !state.gone.isEmpty else { return nil }
      state.isFlushing = true
      let told = state.moved.keys.sorted().prefix(Self.limits.told)
      let moved = told.compactMap { state.moved.removeValue(forKey: $0) }
      let gone = state.gone.sorted()
      state.gone = []
      return LiveEvent(passing: Self.name) { hearing in
        let data = JSON.object([.init("moved", JSON(moved) { $0.json(for: hearing) }), .init("gone", JSON(gone) { .string($0) })])
        return String(decoding: data.encoded(), as: UTF8.self)
      }
    }
    guard let event else { return }
    hub.tell(event)
    Swift.Task {
      try? await Swift.Task.sleep(for: pause)
      state.withLock { $0.isFlushing = false }
      flush()
    }
  }
}

extension Whereabouts {
  /// What a request says of itself; the cell is looked up by whoever knows the plan.
  init(_ body: JSON, login: String, seen: (cell: String, mask: FigureMask)?) throws {
    guard let tab = body["tab"]?.text, Self.isName(tab, longest: 40), let screen = body["screen"]?.text, Self.isName(screen, longest: 40)
    else {
      throw Problem.request(
        "request.body-incomplete", zh: "请求体需要 tab 和 screen，各至多 40 个字母、数字或连字符",
        en: "the body needs tab and screen, of at most 40 letters, digits or hyphens")
    }
    let place = body["place"]?.text
    guard place.map({ $0.utf8.count <= 80 }) ?? true else {
      throw Problem.request(
        "request.value-not-known", zh: "place 至多 80 字节", en: "place has at most 80 bytes", parameters: ["name": .string("place")])
    }
    self.init(tab: tab, login: login, screen: screen, place: place, cell: seen?.cell, mask: seen?.mask)
  }

  private static func isName(_ text: String, longest: Int) -> Bool {
    !text.isEmpty && text.utf8.count <= longest
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
  }

  func json(for hearing: ChangeHearing) -> JSON {
    let hears = mask?.admits(hearing) ?? false
    return .object([
      .init("tab", .string(tab)), .init("login", .string(login)), .init("screen", .string(screen)), .init("place", JSON(place)),
      .init("cell", hears ? JSON(cell) : .null),
    ])
  }
}
