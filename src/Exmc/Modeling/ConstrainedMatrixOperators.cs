// Arithmetic of constrained matrices: that of matrices.
namespace Exmc;

/// <summary>Operators of constrained matrices. The result is an ordinary matrix or vector.</summary>
public static class ConstrainedMatrixOperators
{
    extension<T>(T)
        where T : struct, IConstrainedMatrix
    {
        /// <summary>The product of a matrix and a vector of as many elements as the matrix has columns.</summary>
        public static Vector operator *(T left, Vector right) => ModelBody.NotExecuted<Vector>();

        /// <summary>The product of two matrices.</summary>
        public static Matrix operator *(T left, Matrix right) => ModelBody.NotExecuted<Matrix>();

        /// <summary>The product of two matrices.</summary>
        public static Matrix operator *(Matrix left, T right) => ModelBody.NotExecuted<Matrix>();

        /// <summary>Multiplies each element by a number.</summary>
        public static Matrix operator *(Real left, T right) => ModelBody.NotExecuted<Matrix>();

        /// <summary>Multiplies each element by a number.</summary>
        public static Matrix operator *(T left, Real right) => ModelBody.NotExecuted<Matrix>();

        /// <summary>The sum, element by element.</summary>
        public static Matrix operator +(T left, Matrix right) => ModelBody.NotExecuted<Matrix>();

        /// <summary>The difference, element by element.</summary>
        public static Matrix operator -(T left, Matrix right) => ModelBody.NotExecuted<Matrix>();
    }
}
