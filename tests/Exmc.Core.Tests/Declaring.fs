/// Models declared in few words.
module Exmc.Core.Tests.Declaring

open Exmc.Core
open Exmc.Core.Source

let private at = SourceRef 0

let draw family arguments : Distribution =
    { Family = family; Arguments = arguments; Repeat = []; Lower = None; Upper = None; At = at }

/// By its covariance.
let multivariateNormal mu covariance = draw MultivariateNormalCholesky [ mu; Cholesky covariance ]

let parameter name rank d : Parameter =
    { Name = name; External = name; Rank = rank; Prior = [ Return(Draw d) ]; Sampled = AsDeclared; Constraint = Elementwise; At = at }

let memberOf name role rank body : ModelMember =
    { Name = name; External = name; Role = role; Rank = rank; Body = body; At = at }

let field name dataType : DataField =
    { Name = name; External = name; Type = dataType; AllowMissing = false; Optional = false; Lower = None; Upper = None; At = at }

let model data parameters members : Model =
    { Name = "M"; External = "m"; Data = data; Parameters = parameters; Members = members }
