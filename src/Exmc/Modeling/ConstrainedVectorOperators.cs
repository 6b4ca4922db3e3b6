// Arithmetic of constrained vectors: that of vectors.
namespace Exmc;

/// <summary>Operators of constrained vectors. The result is an ordinary vector.</summary>
public static class ConstrainedVectorOperators
{
    extension<T>(T)
        where T : struct, IConstrainedVector
    {
        /// <summary>Adds, element by element.</summary>
        public static Vector operator +(T left, Real right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Adds, element by element.</summary>
        public static Vector operator +(Real left, T right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Adds, element by element.</summary>
        public static Vector operator +(T left, Vector right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Subtracts, element by element.</summary>
        public static Vector operator -(T left, Real right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Subtracts, element by element.</summary>
        public static Vector operator -(Real left, T right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Subtracts, element by element.</summary>
        public static Vector operator -(T left, Vector right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Multiplies, element by element.</summary>
        public static Vector operator *(T left, Real right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Multiplies, element by element.</summary>
        public static Vector operator *(Real left, T right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Multiplies, element by element.</summary>
        public static Vector operator *(T left, Vector right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Divides, element by element.</summary>
        public static Vector operator /(T left, Real right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Divides, element by element.</summary>
        public static Vector operator /(Real left, T right) => ModelBody.NotExecuted<Vector>();

        /// <summary>Divides, element by element.</summary>
        public static Vector operator /(T left, Vector right) => ModelBody.NotExecuted<Vector>();

        /// <summary>The negative of each element.</summary>
        public static Vector operator -(T value) => ModelBody.NotExecuted<Vector>();
    }
}
