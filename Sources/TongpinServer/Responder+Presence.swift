// SPDX-License-Identifier: Apache-2.0
import Access
import Hummingbird
import PlanningCycle
import Wire

extension Responder {
  /// Where a page of somebody is; the answer is where the others are. Nothing of it is kept.
  func reportPresence(_ request: Request, _ known: Sessions.Known) async throws -> Response {
    let body = try await json(of: request, limit: 4 << 10)
    let person = known.person
    if body["isLeaving"]?.flag == true {
      presence.leave(body["tab"]?.text ?? "", of: person.id)
      return Response(status: .noContent)
    }
    var seen: (cell: String, mask: FigureMask)?
    if let cell = body["cell"]?.text, cell.utf8.count <= 400 {
      seen = try await workspace.perform { $0.seenCell(try Access.authorize(person, to: To.ViewPlan.self), cell) }
    }
    let whereabouts = try Whereabouts(body, login: person.login, seen: seen)
    let others = presence.report(whereabouts, of: person.id, as: ChangeHearing(person), at: now())
    return Self.json(.object([.init("people", others)]))
  }
}
