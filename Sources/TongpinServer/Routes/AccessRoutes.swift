// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import PlanningCycle
import Wire

extension Route {
  static let access: [Route] = [
    .route(.get, "/api/v1/access/matrix", To.ViewPlan.self, "Who may do what: every route and command by role") { _, _, _ in
      AccessMatrix.current.json
    }
  ]
}
