import PolderCore
import PolderService
import PolderSQL

/// Which tasks and runs a caller sees in lists.
enum WorkVisibility {
  static func restrictTasks(_ listing: inout Listing, to principal: Principal, _ scope: Scope?) {
    principal.restrict(&listing, to: "task.collaboration_id")
    switch scope {
    case .global: break
    case .collaboration:
      listing.require(ofCollaboration: .in("task.collaboration_id", principal.collaborations.sorted()))
    case .organization: listing.require(principal.isOwn("task.init_org_id"))
    case .own: listing.require(principal.isSelf("task.init_user_id"))
    case nil: listing.require("1 = 0")
    }
  }

  static func restrictRuns(_ listing: inout Listing, to principal: Principal, _ scope: Scope?) {
    principal.restrict(&listing, to: "task.collaboration_id")
    switch scope {
    case .global: break
    case .collaboration: listing.require(.in("task.collaboration_id", principal.collaborations.sorted()))
    case .organization: listing.require(principal.isOwn("run.organization_id"))
    case .own: listing.require(principal.isSelf("task.init_user_id"))
    case nil: listing.require("1 = 0")
    }
  }
}
