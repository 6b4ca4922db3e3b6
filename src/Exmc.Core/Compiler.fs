/// The whole core as one function: a model in, a kernel or all its problems out.
namespace Exmc.Core

open Exmc.Core.Source

module Compiler =

    let compile (_model: Model) : Result<Kernel, Problem list> = Error []
